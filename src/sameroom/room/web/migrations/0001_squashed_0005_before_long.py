"""What 0001 to 0005 made step by step, at once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("room", "0001_initial"),
        ("room", "0002_present_starts_at"),
        ("room", "0003_rows_and_runs"),
        ("room", "0004_one_waits"),
        ("room", "0005_before_long"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Present",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("only", models.BooleanField(default=True, unique=True)),
                ("as_of", models.DateTimeField()),
                ("starts_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Refresh",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cause", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its turn"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("beat_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("folder", models.CharField(blank=True, max_length=500)),
                ("is_imported", models.BooleanField(default=False)),
                ("step", models.CharField(blank=True, max_length=200)),
                ("failure", models.TextField(blank=True)),
                ("front", models.TextField(blank=True)),
                ("nightly_on", models.DateField(null=True, unique=True)),
                ("read_run", models.CharField(blank=True, max_length=40)),
                ("is_next", models.BooleanField(null=True, unique=True)),
                ("began_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-id"], name="refresh_state")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=60)),
                ("place", models.IntegerField()),
                ("title", models.CharField(max_length=300)),
                ("columns", models.JSONField()),
                ("total", models.BigIntegerField()),
                (
                    "refresh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="room.refresh"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("refresh", "measure", "place"), name="evidence_table_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(max_length=40)),
                ("measure", models.CharField(max_length=60)),
                ("figure", models.CharField(max_length=80)),
                ("part", models.JSONField(default=list)),
                ("is_told", models.BooleanField()),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("unit", models.CharField(max_length=20)),
                ("count", models.BigIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("agreement_version", models.CharField(max_length=120)),
                ("code_version", models.CharField(max_length=40)),
                (
                    "refresh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="room.refresh"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["refresh", "measure"], name="reading_measure")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.IntegerField()),
                ("cells", models.JSONField()),
                ("noun", models.CharField(blank=True, max_length=10)),
                ("key", models.CharField(blank=True, max_length=20)),
                ("is_open", models.BooleanField(default=False)),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="room.evidencetable"
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=60)),
                ("ref", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["table", "place"], name="evidence_row_place"),
                    models.Index(fields=["table", "line", "place"], name="evidence_row_line"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=60)),
                ("area", models.CharField(max_length=120)),
                ("place", models.IntegerField()),
                ("question", models.CharField(max_length=300)),
                ("section", models.TextField()),
                (
                    "refresh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="room.refresh"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("refresh", "measure"), name="reading_page_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Wanted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("only", models.BooleanField(default=True, unique=True)),
                ("since", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
            ],
        ),
    ]
