"""Whom a hand-over of the room is for is kept as it was said: the record may merge people."""

from typing import Any

from django.db import migrations, models

from sameroom.handoff.moves import State


def keep_whom(apps: Any, schema_editor: object) -> None:  # Any: models as they were
    """Keep for whom each hand-over of the room was made."""
    cases = apps.get_model("handoff", "Case").objects.filter(is_from_here=True)
    cases.update(handed_key=models.F("person_key"))


class Migration(migrations.Migration):
    dependencies = [("handoff", "0005_routing")]

    operations = [
        migrations.AddField("case", "handed_key", models.CharField(blank=True, max_length=20)),
        migrations.RemoveConstraint("case", "case_handed_over_once"),
        migrations.RunPython(keep_whom, migrations.RunPython.noop),
        migrations.AddConstraint(
            "case",
            models.UniqueConstraint(
                condition=models.Q(state=State.WAITING, is_gone=False) & ~models.Q(handed_key=""),
                fields=["handed_key"],
                name="case_handed_over_once",
            ),
        ),
    ]
