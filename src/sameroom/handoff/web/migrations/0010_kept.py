"""A lead can stay with whoever has that person already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("handoff", "0009_ruled")]

    operations = [
        migrations.RemoveConstraint("routing", "routing_how_is_known"),
        migrations.AlterField(
            "routing",
            "how",
            models.CharField(
                choices=[
                    ("rule", "by a rule"),
                    ("nobody", "nobody could take it"),
                    ("given", "given by somebody"),
                    ("taken_over", "taken over from somebody who left"),
                    ("taken", "taken by whoever accepted it"),
                    ("kept", "left with whoever has that person already"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "routing",
            models.CheckConstraint(
                condition=models.Q(
                    ("how__in", ["rule", "nobody", "given", "taken_over", "taken", "kept"])
                ),
                name="routing_how_is_known",
            ),
        ),
    ]
