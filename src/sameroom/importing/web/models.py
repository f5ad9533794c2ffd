"""What was brought, how far it is, and what people said of files of a shape."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far something that was brought is."""

    BROUGHT = "brought", _("waits to be looked at")
    PLANNING = "planning", _("is looked at")
    UNREADABLE = "unreadable", _("cannot be read")
    PLANNED = "planned", _("waits for you")
    ASKED = "asked", _("waits for its turn")
    RUNNING = "running", _("is imported")
    DONE = "done", _("imported")
    UNDO_ASKED = "undo_asked", _("waits to be taken back")
    UNDOING = "undoing", _("is taken back")
    UNDONE = "undone", _("taken back")
    DROPPED = "dropped", _("dropped")


GOING_ON = (
    State.BROUGHT, State.PLANNING, State.ASKED, State.RUNNING, State.UNDO_ASKED, State.UNDOING,
)  # fmt: skip


class Bringing(models.Model):
    """Files that somebody brought: planned, decided on, imported, taken back."""

    title = models.CharField(max_length=200)
    folder = models.CharField(max_length=500)
    file_count = models.IntegerField()
    byte_count = models.BigIntegerField()
    brought_at = models.DateTimeField()
    brought_by_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.BROUGHT)
    # Counts up with each decision, so that nobody runs a plan that another has changed meanwhile.
    version = models.IntegerField(default=1)
    changed_by_id = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    takes_agreement = models.BooleanField(default=False)
    mapping = models.TextField(blank=True)
    decided = models.JSONField(default=list)
    found = models.TextField(blank=True)
    step = models.CharField(max_length=200, blank=True)
    rows_done = models.BigIntegerField(default=0)
    rows_of = models.BigIntegerField(default=0)
    percent = models.IntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    run_id = models.CharField(max_length=20, blank=True)
    came_in = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """The latest of a state is asked for again and again."""

        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="bringing_state")]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class Remembered(models.Model):
    """What somebody said of files of a shape, for the next of them."""

    shape = models.CharField(max_length=64, unique=True)
    rule = models.TextField()
    said_at = models.DateTimeField()
    said_by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.shape[:12]
