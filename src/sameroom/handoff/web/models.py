"""Leads as both teams hold them here, and what was done with them in the room."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from sameroom.handoff.moves import State
from sameroom.handoff.web.part_models import CampaignOwner, CountedLead, Part
from sameroom.handoff.web.routing_models import Absence, Credit, Routing, Seller, Turn
from sameroom.handoff.web.ruling_models import Ruled
from sameroom.webkit.called import CalledField

__all__ = [
    "Absence", "Act", "CampaignOwner", "Case", "CountedLead", "Credit", "Part", "Routing", "Ruled",
    "Seller", "Turn",
]  # fmt: skip
STATES = [(one.value, one.value.capitalize()) for one in State]
USER = settings.AUTH_USER_MODEL


class Case(models.Model):
    """One hand-over of one lead. What the record says is written anew at each refresh; what was
    decided here is not.
    """

    key = models.CharField(
        max_length=250, unique=True
    )  # case_id of handoff_case, or "sameroom:…" for one of the room itself
    lead_id = models.CharField(max_length=250, blank=True)
    turn = models.IntegerField(default=1)
    generation = models.BigIntegerField(default=0)  # the last refresh that knew it
    person_ref = models.CharField(max_length=250, blank=True)
    person_key = models.CharField(max_length=20, blank=True, db_index=True)
    account_key = models.CharField(max_length=20, blank=True)
    person_name = CalledField(max_length=200, blank=True)
    account_name = CalledField(max_length=200, blank=True, noun="account")
    campaign_id = models.CharField(max_length=250, blank=True)
    campaign = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=100, blank=True)
    owner_id = models.CharField(max_length=200, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=20, blank=True)
    holder = models.CharField(max_length=10, default="nobody")  # person, queue, nobody, left
    handed_over_at = models.DateTimeField(null=True)
    oddity = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True)  # the promised first touch; None once it was made
    touch_by = models.DateTimeField(null=True)  # the same, made or not
    touched_at = models.DateTimeField(null=True)
    is_touched = models.BooleanField(default=False)  # also where nothing says when
    decide_by = models.DateTimeField(null=True)  # the promised decision
    packet = models.JSONField(default=dict)
    read_state = models.CharField(max_length=20, default=State.WAITING)
    read_reason = models.CharField(max_length=300, blank=True)
    read_decided_at = models.DateTimeField(null=True)
    is_gone = models.BooleanField(default=False)
    merged_into = models.CharField(max_length=250, blank=True)

    state = models.CharField(max_length=20, choices=STATES, default=State.WAITING)
    is_ours = models.BooleanField(default=False)  # something was decided here: it stands
    sent_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    sent_note = models.TextField(blank=True)
    decided_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    was = models.CharField(max_length=20, blank=True)  # the state before, for undoing
    family = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    return_on = models.DateField(null=True)
    must_change = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    verdict_marketing = models.CharField(max_length=10, blank=True)
    verdict_sales = models.CharField(max_length=10, blank=True)
    opened_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)  # as its open Pause says
    paused_until = models.DateTimeField(null=True)
    paused_for = models.CharField(max_length=300, blank=True)
    laid = models.CharField(max_length=40, blank=True)  # which promises its deadlines are laid for
    is_owned_here = models.BooleanField(default=False)  # who has it was said here: it stands
    read_owner_id = models.CharField(max_length=200, blank=True)  # whom the record names
    is_from_here = models.BooleanField(default=False)  # handed over in the room
    handed_key = models.CharField(max_length=20, blank=True)  # whom; the record may merge people
    tried_at = models.DateTimeField(null=True)  # when the rules were last asked about it
    nobody_since = models.DateTimeField(null=True)  # the rules found nobody; None: not so

    class Meta:
        """The queue reads by state and promise."""

        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="case_state_due"),
            models.Index(fields=["owner_id", "state", "due_at"], name="case_owner_due"),
            models.Index(fields=["return_on"], name="case_return"),
            models.Index(  # all that the queue counts and sorts by: no packet is read for it
                fields=["state", "is_gone", "handed_over_at", "due_at", "owner_id", "team"],
                name="case_queue",
            ),
            models.Index(fields=["state"], name="case_ours", condition=models.Q(is_ours=True)),
            models.Index(fields=["state", "decide_by"], name="case_state_decide"),
            models.Index(
                fields=["nobody_since"],
                name="case_nobody",
                condition=models.Q(nobody_since__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]),
                name="case_state_is_known",
            ),
            models.UniqueConstraint(  # who waits is not handed over twice, not even at once
                fields=["handed_key"],
                condition=models.Q(state=State.WAITING, is_gone=False) & ~models.Q(handed_key=""),
                name="case_handed_over_once",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Act(models.Model):
    """Something done with a lead in the room; a minute later it becomes a fact of the record."""

    case = models.ForeignKey(Case, models.PROTECT)
    move = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    member_id = models.CharField(max_length=200, blank=True)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    family = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    is_undone = models.BooleanField(default=False)
    appended_at = models.DateTimeField(null=True)

    class Meta:
        """The job looks for what is not appended yet; a page for the acts of one lead."""

        indexes: ClassVar = [
            models.Index(fields=["appended_at", "at"], name="act_to_append"),
            models.Index(fields=["case", "at"], name="act_of_case"),
            models.Index(fields=["move", "at"], name="act_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.case_id}"


class Ended(models.TextChoices):
    """What became of a step."""

    WAITING = "waiting"
    DONE = "done"
    CALLED_OFF = "called_off"  # the promise was kept, or is another one now
    PASSED_OVER = "passed_over"  # its instant lay long past when the room first saw the lead
    FAILED = "failed"


class Deadline(models.Model):
    """A step that is taken at an instant unless the promise is kept before."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    promise = models.CharField(max_length=20)  # first_touch, disposition
    place = models.PositiveSmallIntegerField()  # of the step in the agreement
    act = models.CharField(max_length=10)  # remind, notify, reassign
    whom = models.CharField(max_length=20)
    due_at = models.DateTimeField()  # of the promise
    falls_at = models.DateTimeField()
    standing = models.CharField(max_length=12, choices=Ended.choices, default=Ended.WAITING)
    claim = models.CharField(max_length=32, blank=True)
    ended_at = models.DateTimeField(null=True)
    notice_key = models.CharField(max_length=200, blank=True)  # by which people were told
    failure = models.CharField(max_length=300, blank=True)
    missed_by = models.CharField(max_length=200, blank=True)  # from whom it took the lead

    class Meta:
        """Each step of a promise stands once; the job looks for what has fallen due."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "promise", "place", "due_at", "falls_at"], name="deadline_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["falls_at"], name="deadline_to_take",
                condition=models.Q(standing="waiting"),
            ),
            models.Index(fields=["notice_key"], name="deadline_told"),
            models.Index(fields=["claim"], name="deadline_claim"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.act} {self.promise} {self.case_id}"


class Pause(models.Model):
    """A time in which the clocks of a lead stand still: the buyer asked to wait."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # when it is to end by itself
    ends_at = models.DateTimeField(null=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    member_id = models.CharField(max_length=200, blank=True)
    is_start_told = models.BooleanField(default=False)  # to the record
    is_end_told = models.BooleanField(default=False)

    class Meta:
        """A lead has one pause at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ends_at=None), name="pause_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="pause_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["until"], name="pause_to_end", condition=models.Q(ends_at=None)
            ),
            models.Index(
                fields=["id"], name="pause_to_tell", condition=models.Q(is_end_told=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"pause {self.case_id}"


class Dispute(models.Model):
    """A promise that was missed, and whose owner says why that should not count."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="disputes")
    promise = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    member_id = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    verdict_marketing = models.CharField(max_length=10, blank=True)
    verdict_sales = models.CharField(max_length=10, blank=True)
    ended_as = models.CharField(max_length=10, blank=True)  # excuse, count; "": not yet
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=1000, blank=True)  # the sentence said last; see `Ruled`
    is_told = models.BooleanField(default=False)  # to the record

    class Meta:
        """What was missed is disputed once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "promise", "due_at"], name="dispute_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["raised_at"], name="dispute_open", condition=models.Q(ended_as="")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"dispute {self.case_id} {self.promise}"


class PromiseWeek(models.Model):
    """How a promise stood for the leads handed over in a week, as the record was last read.

    For marketing's promise of leads that sales takes, kept are the accepted ones, missed the
    rejected, paused those sent back for later.
    """

    generation = models.BigIntegerField()
    week = models.DateField(null=True)  # its Monday
    promise = models.CharField(max_length=20)
    team = models.CharField(max_length=20, blank=True)
    campaign = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=100, blank=True)
    kept = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    paused = models.IntegerField(default=0)
    excused = models.IntegerField(default=0)
    untold = models.IntegerField(default=0)
    amount = models.FloatField(default=0.0)  # of the deals that came of them
    routed = models.IntegerField(default=0)  # leads whose wait for an owner is known
    routing_seconds = models.BigIntegerField(default=0)
    answered = models.IntegerField(default=0)  # leads whose owner's delay is known
    human_seconds = models.BigIntegerField(default=0)

    class Meta:
        """A page reads one generation."""

        indexes: ClassVar = [
            models.Index(fields=["generation", "promise", "week"], name="promise_week")
        ]

    def __str__(self) -> str:
        return f"{self.promise} {self.week}"
