"""Versions of the agreement, who signed them, and what was said about their clauses.

The database itself refuses to change what was proposed or signed: see `migrations/0002`.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

TEAMS = ("marketing", "sales")  # one of each signs
USER = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    """How far a version is."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Version(models.Model):
    """One version of the agreement, as the text of its file."""

    number = models.PositiveIntegerField(unique=True)
    label = models.CharField(max_length=80)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    begun_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    proposed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    holds_from = models.DateTimeField(null=True)  # None: as soon as both have signed
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.TextField(blank=True)

    class Meta:
        """One version is in force at a time."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]),
                name="version_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state=State.IN_FORCE),
                name="one_version_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Brought(models.Model):
    """How a draft came in as a file: what the file was, so that it comes in once."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="brought")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """Who signed a version for a team. It is never changed or taken back."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    team = models.CharField(max_length=20)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        """Exactly one person of each team signs."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "team"], name="one_signature_a_team"),
            models.CheckConstraint(
                condition=models.Q(team__in=TEAMS), name="signature_team_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.team})"


class Signer(models.Model):
    """Somebody whom an administrator named to sign for their team, besides its lead."""

    user = models.OneToOneField(USER, on_delete=models.CASCADE, related_name="+")
    named_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    named_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)


class ClauseWork(models.Model):
    """What was done to a clause of a draft: by whom, why, and on what evidence."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="clauses")
    clause = models.CharField(max_length=40)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)

    class Meta:
        """A clause of a version has one."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "clause"], name="clause_work_once"),
        ]

    def __str__(self) -> str:
        return self.clause


class Discussion(models.Model):
    """What is talked about in one clause of a version, until somebody says it is settled."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="discussions")
    clause = models.CharField(max_length=40)
    opened_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    resolved_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        """Asked for by version and clause."""

        indexes: ClassVar = [models.Index(fields=["version", "clause"], name="discussion_clause")]

    def __str__(self) -> str:
        return self.clause


class Comment(models.Model):
    """One thing said in a discussion."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    body = models.TextField()

    def __str__(self) -> str:
        return self.body[:60]


class Writing(models.Model):
    """What the record's `agreement.yaml` is to say; the latest counts."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.version_id} {self.asked_at}"
