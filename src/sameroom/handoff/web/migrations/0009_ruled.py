"""What each team's lead said about a dispute is kept beside what the other said."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_what_was_said(apps: Any, schema_editor: object) -> None:  # Any: models as they were
    """Tell by the log who said what; of two sentences only the last was kept until now."""
    ruled, acts = apps.get_model("handoff", "Ruled"), apps.get_model("handoff", "Act")
    for one in apps.get_model("handoff", "Dispute").objects.order_by("pk"):
        said = _entries(apps, "promise.ruled", one.case_id)
        own = [entry for entry in said if entry.details.get("dispute") == one.pk]
        for team, last, by in _last_of_teams(apps, one, own):
            note = one.note if last is None or last == own[-1] else ""
            at = last.at if last else one.ended_at or one.raised_at
            ruled.objects.create(dispute=one, team=team, note=note, by=by, said_at=at,
                                 ruling=getattr(one, f"verdict_{team}"))  # fmt: skip
    for one in apps.get_model("handoff", "Case").objects.filter(state="contested").order_by("pk"):
        contests = acts.objects.filter(case=one, move="contest", is_undone=False)
        said = _entries(apps, "lead.verdict", one.pk)
        for team, last, by in _last_of_teams(apps, one, said):
            at = last.at if last else one.decided_at or one.handed_over_at
            if at is not None:
                ruled.objects.create(case=one, contest=contests.order_by("-pk").first(),
                                     team=team, ruling=getattr(one, f"verdict_{team}"), by=by,
                                     said_at=at)  # fmt: skip


def _entries(apps: Any, action: str, case_id: int) -> list[Any]:  # Any: models as they were
    rows = apps.get_model("webkit", "AuditEntry").objects.filter(action=action)
    return list(rows.filter(subject=str(case_id)).order_by("pk"))


def _last_of_teams(apps: Any, one: Any, said: list[Any]) -> list[tuple[str, Any, Any]]:  # Any: dito
    """List the teams for which something stands, with the entry of it and who said it."""
    users, found = apps.get_model(*settings.AUTH_USER_MODEL.split(".")), []
    for team in ("marketing", "sales"):
        if getattr(one, f"verdict_{team}"):
            own = [entry for entry in said if team in str(entry.details.get("for")).split()]
            last = own[-1] if own else None
            by = users.objects.filter(pk=last.actor_id or 0).first() if last else None
            found.append((team, last, by))
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("handoff", "0008_decided_in_time"),
        ("webkit", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ruled",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team", models.CharField(max_length=20)),
                ("ruling", models.CharField(max_length=10)),
                ("note", models.CharField(blank=True, max_length=4000)),
                ("said_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rulings",
                        to="handoff.case",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="handoff.act",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rulings",
                        to="handoff.dispute",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dispute", None), ("case", None), _connector="XOR"),
                        name="ruled_of_one",
                    )
                ],
            },
        ),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
    ]
