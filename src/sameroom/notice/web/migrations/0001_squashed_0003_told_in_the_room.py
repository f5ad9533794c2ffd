"""What 0001 to 0003 made step by step, at once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notice", "0001_initial"),
        ("notice", "0002_hooks"),
        ("notice", "0003_told_in_the_room"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Timetable",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("zone", models.CharField(default="UTC", max_length=60)),
                ("hour", models.PositiveSmallIntegerField(default=8)),
                ("days", models.CharField(default="0 1 2 3 4", max_length=13)),
                ("next_at", models.DateTimeField(db_index=True)),
                ("is_chosen", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("service", models.CharField(max_length=20)),
                ("sealed", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("worked_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=300)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user", None), ("team", ""), _connector="XOR"),
                        name="notice_channel_has_owner",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=80)),
                ("how", models.CharField(max_length=12)),
                ("by_mail", models.BooleanField(default=True)),
                ("by_chat", models.BooleanField(default=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind"), name="notice_choice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=300)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("href", models.CharField(max_length=300)),
                ("told_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("waits_for", models.CharField(blank=True, max_length=20)),
                ("mark", models.CharField(max_length=32)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "-told_at"], name="notice_inbox"),
                    models.Index(
                        condition=models.Q(("read_at", None), ("settled_at", None)),
                        fields=["user"],
                        name="notice_unread",
                    ),
                    models.Index(fields=["key"], name="notice_key"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="notice_told_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=200)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link",
                        to="notice.notice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=250, unique=True)),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "mail"), ("chat", "chat"), ("hook", "webhook")],
                        max_length=4,
                    ),
                ),
                ("is_digest", models.BooleanField(default=False)),
                ("lines", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("given_up", "given up"),
                            ("called_off", "not needed any more"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claim", models.CharField(blank=True, max_length=32)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=300)),
                (
                    "channel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="notice.channel",
                    ),
                ),
                ("notices", models.ManyToManyField(related_name="+", to="notice.notice")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("body", models.TextField(blank=True)),
                ("subject", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "next_at"], name="notice_due"),
                    models.Index(fields=["user", "state"], name="notice_for_user"),
                    models.Index(fields=["subject", "-id"], name="notice_of_subject"),
                ],
            },
        ),
    ]
