"""What the room keeps: refreshes, and what each laid out for the pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a refresh is."""

    WAITING = "waiting", _("waiting for its turn")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Refresh(models.Model):
    """Reading the record anew. Its number is the generation that pages show once it is done."""

    cause = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=500, blank=True)
    is_imported = models.BooleanField(default=False)
    read_run = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=200, blank=True)
    failure = models.TextField(blank=True)
    front = models.TextField(blank=True)
    nightly_on = models.DateField(null=True, unique=True)
    is_next = models.BooleanField(null=True, unique=True)  # the one that was asked for and waits

    class Meta:
        """The latest of a state is asked for again and again."""

        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="refresh_state")]

    def __str__(self) -> str:
        return f"{self.cause} {self.state}"


class Wanted(models.Model):
    """That the record is to be read anew before long: not at once, for it was read lately."""

    only = models.BooleanField(default=True, unique=True)
    since = models.DateTimeField()
    not_before = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.not_before:%Y-%m-%d %H:%M}"


class StoredReading(models.Model):
    """One reading of one refresh, as the measure told it."""

    refresh = models.ForeignKey(Refresh, on_delete=models.CASCADE)
    area = models.CharField(max_length=40)
    measure = models.CharField(max_length=60)
    figure = models.CharField(max_length=80)
    part = models.JSONField(default=list)
    is_told = models.BooleanField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unit = models.CharField(max_length=20)
    count = models.BigIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    agreement_version = models.CharField(max_length=120)
    code_version = models.CharField(max_length=40)

    class Meta:
        """Looked up by measure."""

        indexes: ClassVar = [models.Index(fields=["refresh", "measure"], name="reading_measure")]

    def __str__(self) -> str:
        return f"{self.measure}.{self.figure}"


class ReadingPage(models.Model):
    """The page of a measure, laid out."""

    refresh = models.ForeignKey(Refresh, on_delete=models.CASCADE)
    measure = models.CharField(max_length=60)
    area = models.CharField(max_length=120)
    place = models.IntegerField()
    question = models.CharField(max_length=300)
    section = models.TextField()

    class Meta:
        """A measure has one page a refresh."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["refresh", "measure"], name="reading_page_once"),
        ]

    def __str__(self) -> str:
        return self.measure


class EvidenceTable(models.Model):
    """The rows behind a measure."""

    refresh = models.ForeignKey(Refresh, on_delete=models.CASCADE)
    measure = models.CharField(max_length=60)
    place = models.IntegerField()
    title = models.CharField(max_length=300)
    columns = models.JSONField()
    total = models.BigIntegerField()
    counts = models.JSONField(null=True)  # by line: how many, and for whom not all are kept

    class Meta:
        """Tables of a measure are numbered from 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["refresh", "measure", "place"], name="evidence_table_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceRow(models.Model):
    """One of them, as a person reads it, and whom it is about."""

    table = models.ForeignKey(EvidenceTable, on_delete=models.CASCADE)
    place = models.IntegerField()
    cells = models.JSONField()
    ours = models.JSONField(null=True)  # the places of cells in our words; null: laid out before
    noun = models.CharField(max_length=10, blank=True)
    key = models.CharField(max_length=20, blank=True)
    is_open = models.BooleanField(default=False)
    ref = models.CharField(max_length=200, blank=True)  # the row's own id, as its system has it
    line = models.CharField(max_length=60, blank=True)  # "person.email": where a flaw is

    class Meta:
        """Read in the order that was declared."""

        indexes: ClassVar = [
            models.Index(fields=["table", "place"], name="evidence_row_place"),
            models.Index(fields=["table", "line", "place"], name="evidence_row_line"),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.place}"


class Present(models.Model):
    """What day it is for a company that is invented: its record ends there. No row: today.

    It begins where its exports cover everything.
    """

    only = models.BooleanField(default=True, unique=True)
    starts_at = models.DateTimeField(null=True)
    as_of = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.as_of)
