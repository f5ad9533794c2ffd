"""What 0001 to 0010 made step by step, at once: a room that is new has no steps behind it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sameroom.handoff.moves
from sameroom.handoff.web.migrations._squashed import ROUTED


class Migration(migrations.Migration):
    replaces = [
        ("handoff", "0001_initial"),
        ("handoff", "0002_counting"),
        ("handoff", "0003_clocks"),
        ("handoff", "0004_lead_readings"),
        ("handoff", "0005_routing"),
        ("handoff", "0006_merged_people"),
        ("handoff", "0007_missed_by"),
        ("handoff", "0008_decided_in_time"),
        ("handoff", "0009_ruled"),
        ("handoff", "0010_kept"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=250, unique=True)),
                ("lead_id", models.CharField(blank=True, max_length=250)),
                ("turn", models.IntegerField(default=1)),
                ("generation", models.BigIntegerField(default=0)),
                ("person_ref", models.CharField(blank=True, max_length=250)),
                ("person_key", models.CharField(blank=True, db_index=True, max_length=20)),
                ("account_key", models.CharField(blank=True, max_length=20)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("account_name", models.CharField(blank=True, max_length=200)),
                ("campaign_id", models.CharField(blank=True, max_length=250)),
                ("campaign", models.CharField(blank=True, max_length=200)),
                ("channel", models.CharField(blank=True, max_length=100)),
                ("owner_id", models.CharField(blank=True, max_length=200)),
                ("owner_name", models.CharField(blank=True, max_length=200)),
                ("team", models.CharField(blank=True, max_length=20)),
                ("holder", models.CharField(default="nobody", max_length=10)),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("oddity", models.CharField(blank=True, max_length=20)),
                ("due_at", models.DateTimeField(null=True)),
                ("decide_by", models.DateTimeField(null=True)),
                ("packet", models.JSONField(default=dict)),
                (
                    "read_state",
                    models.CharField(
                        default=sameroom.handoff.moves.State["WAITING"], max_length=20
                    ),
                ),
                ("read_reason", models.CharField(blank=True, max_length=300)),
                ("is_gone", models.BooleanField(default=False)),
                ("merged_into", models.CharField(blank=True, max_length=250)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("recycled", "Recycled"),
                            ("qualified", "Qualified"),
                            ("disqualified", "Disqualified"),
                            ("deal", "Deal"),
                            ("contested", "Contested"),
                            ("settled", "Settled"),
                            ("returned", "Returned"),
                        ],
                        default=sameroom.handoff.moves.State["WAITING"],
                        max_length=20,
                    ),
                ),
                ("is_ours", models.BooleanField(default=False)),
                ("sent_note", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("was", models.CharField(blank=True, max_length=20)),
                ("family", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("note", models.TextField(blank=True)),
                ("return_on", models.DateField(null=True)),
                ("must_change", models.CharField(blank=True, max_length=300)),
                ("answer", models.TextField(blank=True)),
                ("verdict_marketing", models.CharField(blank=True, max_length=10)),
                ("verdict_sales", models.CharField(blank=True, max_length=10)),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_touched", models.BooleanField(default=False)),
                ("laid", models.CharField(blank=True, max_length=40)),
                ("paused_at", models.DateTimeField(null=True)),
                ("paused_for", models.CharField(blank=True, max_length=300)),
                ("paused_until", models.DateTimeField(null=True)),
                ("read_decided_at", models.DateTimeField(null=True)),
                ("touch_by", models.DateTimeField(null=True)),
                ("touched_at", models.DateTimeField(null=True)),
                ("is_from_here", models.BooleanField(default=False)),
                ("is_owned_here", models.BooleanField(default=False)),
                ("nobody_since", models.DateTimeField(null=True)),
                ("read_owner_id", models.CharField(blank=True, max_length=200)),
                ("tried_at", models.DateTimeField(null=True)),
                ("handed_key", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "due_at"], name="case_state_due"),
                    models.Index(fields=["owner_id", "state", "due_at"], name="case_owner_due"),
                    models.Index(fields=["return_on"], name="case_return"),
                    models.Index(
                        fields=["state", "is_gone", "handed_over_at", "due_at", "owner_id", "team"],
                        name="case_queue",
                    ),
                    models.Index(
                        condition=models.Q(("is_ours", True)), fields=["state"], name="case_ours"
                    ),
                    models.Index(fields=["state", "decide_by"], name="case_state_decide"),
                    models.Index(
                        condition=models.Q(("nobody_since__isnull", False)),
                        fields=["nobody_since"],
                        name="case_nobody",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "accepted",
                                    "rejected",
                                    "recycled",
                                    "qualified",
                                    "disqualified",
                                    "deal",
                                    "contested",
                                    "settled",
                                    "returned",
                                ],
                            )
                        ),
                        name="case_state_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_gone", False),
                            ("state", sameroom.handoff.moves.State["WAITING"]),
                            models.Q(("handed_key", ""), _negated=True),
                        ),
                        fields=("handed_key",),
                        name="case_handed_over_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("move", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("member_id", models.CharField(blank=True, max_length=200)),
                ("from_state", models.CharField(max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("family", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("note", models.TextField(blank=True)),
                ("is_undone", models.BooleanField(default=False)),
                ("appended_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, to="handoff.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["appended_at", "at"], name="act_to_append"),
                    models.Index(fields=["case", "at"], name="act_of_case"),
                    models.Index(fields=["move", "at"], name="act_of_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("promise", models.CharField(max_length=20)),
                ("place", models.PositiveSmallIntegerField()),
                ("act", models.CharField(max_length=10)),
                ("whom", models.CharField(max_length=20)),
                ("due_at", models.DateTimeField()),
                ("falls_at", models.DateTimeField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("called_off", "Called Off"),
                            ("passed_over", "Passed Over"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("claim", models.CharField(blank=True, max_length=32)),
                ("ended_at", models.DateTimeField(null=True)),
                ("notice_key", models.CharField(blank=True, max_length=200)),
                ("failure", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="handoff.case",
                    ),
                ),
                ("missed_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("standing", "waiting")),
                        fields=["falls_at"],
                        name="deadline_to_take",
                    ),
                    models.Index(fields=["notice_key"], name="deadline_told"),
                    models.Index(fields=["claim"], name="deadline_claim"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "promise", "place", "due_at", "falls_at"),
                        name="deadline_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("promise", models.CharField(max_length=20)),
                ("due_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=1000)),
                ("member_id", models.CharField(blank=True, max_length=200)),
                ("raised_at", models.DateTimeField()),
                ("verdict_marketing", models.CharField(blank=True, max_length=10)),
                ("verdict_sales", models.CharField(blank=True, max_length=10)),
                ("ended_as", models.CharField(blank=True, max_length=10)),
                ("ended_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("is_told", models.BooleanField(default=False)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="handoff.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_as", "")),
                        fields=["raised_at"],
                        name="dispute_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "promise", "due_at"), name="dispute_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("starts_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("member_id", models.CharField(blank=True, max_length=200)),
                ("is_start_told", models.BooleanField(default=False)),
                ("is_end_told", models.BooleanField(default=False)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="handoff.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ends_at", None)), fields=["until"], name="pause_to_end"
                    ),
                    models.Index(
                        condition=models.Q(("is_end_told", False)),
                        fields=["id"],
                        name="pause_to_tell",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("case",),
                        name="pause_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            ("ends_at__gte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="pause_ends_after_it_starts",
                    ),
                ],
            },
        ),
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
        *ROUTED,
    ]
