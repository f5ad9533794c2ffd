"""What 0001 and 0002 made step by step, at once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("caretaking", "0001_erasing"), ("caretaking", "0002_erasing_in_parts")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
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
                ("sealed", models.TextField(blank=True)),
                ("is_shared", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("facts", models.IntegerField(default=0)),
                ("rows", models.IntegerField(default=0)),
                ("files", models.IntegerField(default=0)),
                ("failure", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("beat_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("expected", models.JSONField(default=dict)),
                ("in_log", models.IntegerField(default=0)),
                ("known_as", models.CharField(blank=True, max_length=16)),
                ("mark", models.CharField(blank=True, max_length=64)),
                ("part", models.IntegerField(default=0)),
                ("told", models.JSONField(default=dict)),
                ("turn", models.BooleanField(null=True, unique=True)),
            ],
        ),
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
    ]
