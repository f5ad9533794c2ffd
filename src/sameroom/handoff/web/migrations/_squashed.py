"""The second half of what `0001_squashed_0010_kept` makes: who gets leads, and what is counted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROUTED = [
    migrations.CreateModel(
        name="PromiseWeek",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("generation", models.BigIntegerField()),
            ("week", models.DateField(null=True)),
            ("promise", models.CharField(max_length=20)),
            ("team", models.CharField(blank=True, max_length=20)),
            ("campaign", models.CharField(blank=True, max_length=200)),
            ("channel", models.CharField(blank=True, max_length=100)),
            ("kept", models.IntegerField(default=0)),
            ("missed", models.IntegerField(default=0)),
            ("open", models.IntegerField(default=0)),
            ("paused", models.IntegerField(default=0)),
            ("excused", models.IntegerField(default=0)),
            ("untold", models.IntegerField(default=0)),
            ("amount", models.FloatField(default=0.0)),
            ("routed", models.IntegerField(default=0)),
            ("routing_seconds", models.BigIntegerField(default=0)),
            ("answered", models.IntegerField(default=0)),
            ("human_seconds", models.BigIntegerField(default=0)),
        ],
        options={
            "indexes": [
                models.Index(fields=["generation", "promise", "week"], name="promise_week")
            ],
        },
    ),
    migrations.CreateModel(
        name="CampaignOwner",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("campaign", models.CharField(max_length=200, unique=True)),
            ("set_at", models.DateTimeField()),
            (
                "owner",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "set_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="CountedLead",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("generation", models.BigIntegerField()),
            ("key", models.CharField(max_length=250)),
            ("person_key", models.CharField(blank=True, max_length=20)),
            ("person_name", models.CharField(blank=True, max_length=200)),
            ("account_name", models.CharField(blank=True, max_length=200)),
            ("segment", models.CharField(blank=True, max_length=200)),
            ("campaign", models.CharField(blank=True, max_length=200)),
            ("team", models.CharField(blank=True, max_length=20)),
            ("owner_id", models.CharField(blank=True, max_length=200)),
            ("owner_name", models.CharField(blank=True, max_length=200)),
            ("month", models.CharField(blank=True, max_length=7)),
            ("is_recent", models.BooleanField(default=False)),
            ("handed_over_at", models.DateTimeField(null=True)),
            ("first_touch_at", models.DateTimeField(null=True)),
            ("waited_seconds", models.BigIntegerField(null=True)),
            ("decision", models.CharField(blank=True, max_length=20)),
            ("reason", models.CharField(blank=True, max_length=300)),
            ("family", models.CharField(blank=True, max_length=20)),
            ("response", models.CharField(blank=True, max_length=30)),
            ("is_rejected", models.BooleanField(default=False)),
            ("is_undecided", models.BooleanField(default=False)),
            ("is_late", models.BooleanField(default=False)),
            ("is_untouched", models.BooleanField(default=False)),
            ("is_given_up", models.BooleanField(default=False)),
            ("is_recycled", models.BooleanField(default=False)),
            ("is_answered", models.BooleanField(default=False)),
            ("is_unrouted", models.BooleanField(default=False)),
            ("is_clocked", models.BooleanField(default=False)),
            ("decided_at", models.DateTimeField(null=True)),
            ("decided_seconds", models.BigIntegerField(null=True)),
            ("is_decided_late", models.BooleanField(default=False)),
            ("is_decision_clocked", models.BooleanField(default=False)),
            ("is_overdue", models.BooleanField(default=False)),
        ],
        options={
            "indexes": [
                models.Index(fields=["generation", "-handed_over_at"], name="counted_lead_newest"),
                models.Index(
                    fields=["generation", "campaign", "-handed_over_at"],
                    name="counted_lead_campaign",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("generation", "key"), name="counted_lead_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Part",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("generation", models.BigIntegerField()),
            ("segment", models.CharField(blank=True, max_length=200)),
            ("campaign", models.CharField(blank=True, max_length=200)),
            ("team", models.CharField(blank=True, max_length=20)),
            ("period", models.CharField(blank=True, max_length=10)),
            ("leads", models.IntegerField()),
            ("told", models.JSONField(default=list)),
            ("drawn", models.JSONField(default=dict)),
            ("head", models.JSONField(default=dict)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("generation", "segment", "campaign", "team", "period"),
                    name="part_once",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Absence",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("member_id", models.CharField(db_index=True, max_length=200)),
            ("starts_on", models.DateField()),
            ("ends_on", models.DateField()),
            ("said_at", models.DateTimeField()),
            ("taken_back_at", models.DateTimeField(null=True)),
            (
                "said_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["ends_on"], name="absence_until")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                    name="absence_is_a_span",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Credit",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("address", models.CharField(max_length=250, unique=True)),
            ("numerator", models.TextField(default="0")),
            ("denominator", models.TextField(default="1")),
        ],
    ),
    migrations.CreateModel(
        name="Routing",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
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
            ("at", models.DateTimeField()),
            ("rule", models.CharField(blank=True, max_length=200)),
            ("number", models.PositiveIntegerField(default=0)),
            ("agreement", models.CharField(blank=True, max_length=120)),
            ("to_id", models.CharField(blank=True, max_length=200)),
            ("to_name", models.CharField(blank=True, max_length=200)),
            ("to_team", models.CharField(blank=True, max_length=20)),
            ("from_id", models.CharField(blank=True, max_length=200)),
            ("note", models.CharField(blank=True, max_length=300)),
            ("passed", models.JSONField(default=list)),
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
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="handoff.case",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["-at"], name="routing_last"),
                models.Index(fields=["case", "-at"], name="routing_of_case"),
                models.Index(fields=["to_id", "-at"], name="routing_to"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("how__in", ["rule", "nobody", "given", "taken_over", "taken", "kept"])
                    ),
                    name="routing_how_is_known",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Seller",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("member_id", models.CharField(max_length=200, unique=True)),
            ("address", models.CharField(blank=True, db_index=True, max_length=250)),
            ("name", models.CharField(blank=True, max_length=200)),
            ("team", models.CharField(blank=True, max_length=20)),
            ("calendar", models.CharField(blank=True, max_length=200)),
            ("is_active", models.BooleanField(default=True)),
            ("generation", models.BigIntegerField(default=0)),
        ],
    ),
    migrations.CreateModel(
        name="Turn",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("only", models.BooleanField(default=True, unique=True)),
            ("tried_at", models.DateTimeField(null=True)),
        ],
    ),
]
