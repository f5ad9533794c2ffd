"""An erasing is done in parts, looked up and counted before; backups are remembered."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def take_over(there: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let those go on that were asked for before."""
    rows = there.get_model("caretaking", "Erasing").objects
    rows.update(beat_at=models.F("asked_at"), confirmed_at=models.F("asked_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("caretaking", "0001_erasing"),
    ]

    operations = [
        migrations.CreateModel(
            name="BackedUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=1000)),
                ("made_at", models.DateTimeField()),
                ("kept_until", models.DateField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="erasing",
            name="beat_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="erasing",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="erasing",
            name="expected",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="erasing",
            name="in_log",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="erasing",
            name="known_as",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="erasing",
            name="mark",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="erasing",
            name="part",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="erasing",
            name="told",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="erasing",
            name="turn",
            field=models.BooleanField(null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="erasing",
            name="state",
            field=models.CharField(
                choices=[
                    ("looking", "being looked up"),
                    ("found", "waits for your word"),
                    ("waiting", "waiting"),
                    ("running", "being done"),
                    ("done", "done"),
                    ("failed", "not done"),
                    ("left", "left alone"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
