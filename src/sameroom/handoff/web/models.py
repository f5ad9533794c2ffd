"""Leads as both teams hold them here, and what was done with them in the room."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from sameroom.handoff.moves import State

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
    person_name = models.CharField(max_length=200, blank=True)
    account_name = models.CharField(max_length=200, blank=True)
    campaign_id = models.CharField(max_length=250, blank=True)
    campaign = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=100, blank=True)
    owner_id = models.CharField(max_length=200, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=20, blank=True)
    holder = models.CharField(max_length=10, default="nobody")  # person, queue, nobody, left
    handed_over_at = models.DateTimeField(null=True)
    oddity = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True)  # the promised first touch
    decide_by = models.DateTimeField(null=True)  # the promised decision
    packet = models.JSONField(default=dict)
    read_state = models.CharField(max_length=20, default=State.WAITING)
    read_reason = models.CharField(max_length=300, blank=True)
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
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]),
                name="case_state_is_known",
            )
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
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.case_id}"
