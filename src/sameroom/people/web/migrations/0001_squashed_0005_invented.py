"""What 0001 to 0005 made step by step, at once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sameroom.webkit.rights


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_language_and_time_zone"),
        ("people", "0003_api_token"),
        ("people", "0004_leaving_and_factor"),
        ("people", "0005_invented"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("only", models.BooleanField(default=True, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("is_demo", models.BooleanField(default=False)),
                ("set_up_at", models.DateTimeField(null=True)),
                ("eyes_hash", models.CharField(blank=True, max_length=64)),
                ("asks_factor_of_all", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Door",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=120)),
                (
                    "team",
                    models.CharField(
                        choices=[
                            ("sales", "Sales"),
                            ("marketing", "Marketing"),
                            ("service", "Service"),
                            ("support", "Support"),
                            ("management", "Management"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Member of the team"),
                            ("lead", "Leads the team"),
                            ("analyst", "Analyst: looks after the data"),
                        ],
                        default=sameroom.webkit.rights.Role["MEMBER"],
                        max_length=20,
                    ),
                ),
                (
                    "sees",
                    models.CharField(
                        choices=[
                            ("own", "Only their own"),
                            ("team", "Their team's"),
                            ("all", "All"),
                        ],
                        default=sameroom.webkit.rights.Sees["TEAM"],
                        max_length=10,
                    ),
                ),
                ("is_admin", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "team",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sales", "Sales"),
                            ("marketing", "Marketing"),
                            ("service", "Service"),
                            ("support", "Support"),
                            ("management", "Management"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Member of the team"),
                            ("lead", "Leads the team"),
                            ("analyst", "Analyst: looks after the data"),
                        ],
                        default=sameroom.webkit.rights.Role["MEMBER"],
                        max_length=20,
                    ),
                ),
                (
                    "sees",
                    models.CharField(
                        choices=[
                            ("own", "Only their own"),
                            ("team", "Their team's"),
                            ("all", "All"),
                        ],
                        default=sameroom.webkit.rights.Sees["TEAM"],
                        max_length=10,
                    ),
                ),
                ("is_admin", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("member_id", models.CharField(blank=True, max_length=200)),
                ("joined_at", models.DateTimeField()),
                ("has_keys", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("time_zone", models.CharField(blank=True, max_length=60)),
                ("factor_due_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "taken_over_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_invented", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "team__in",
                                ["", "sales", "marketing", "service", "support", "management"],
                            )
                        ),
                        name="user_team_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sees__in", ["own", "team", "all"])),
                        name="user_sees_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("used_in", models.DateTimeField(null=True)),
                ("uses", models.PositiveIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
