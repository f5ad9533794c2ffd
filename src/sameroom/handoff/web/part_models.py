"""What the room keeps of the hand-over's readings: the parts, and one small row a lead."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from sameroom.webkit.called import CalledField

USER = settings.AUTH_USER_MODEL


class Part(models.Model):
    """What the area's measures told of a part of the leads; "" stands for all of them."""

    generation = models.BigIntegerField()
    segment = models.CharField(max_length=200, blank=True)
    campaign = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=10, blank=True)  # "recent", or a month: "2026-05"
    leads = models.IntegerField()
    told = models.JSONField(default=list)
    drawn = models.JSONField(default=dict)
    head = models.JSONField(default=dict)  # of the whole alone: by what the leads can be cut

    class Meta:
        """A part is looked up by its name, and stands once in a generation."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["generation", "segment", "campaign", "team", "period"], name="part_once"
            )
        ]

    def __str__(self) -> str:
        return "/".join((self.segment, self.campaign, self.team, self.period))


class CountedLead(models.Model):
    """A hand-over of the period that was read last, with what the readings count of it."""

    generation = models.BigIntegerField()
    key = models.CharField(max_length=250)  # case_id of handoff_case
    person_key = models.CharField(max_length=20, blank=True)
    person_name = CalledField(max_length=200, blank=True)
    account_name = CalledField(max_length=200, blank=True, noun="account")
    segment = models.CharField(max_length=200, blank=True)
    campaign = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=20, blank=True)
    owner_id = models.CharField(max_length=200, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    month = models.CharField(max_length=7, blank=True)
    is_recent = models.BooleanField(default=False)
    handed_over_at = models.DateTimeField(null=True)
    first_touch_at = models.DateTimeField(null=True)
    waited_seconds = models.BigIntegerField(null=True)
    decision = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    family = models.CharField(max_length=20, blank=True)
    response = models.CharField(max_length=30, blank=True)
    is_rejected = models.BooleanField(default=False)
    is_undecided = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)
    is_untouched = models.BooleanField(default=False)
    is_given_up = models.BooleanField(default=False)
    is_recycled = models.BooleanField(default=False)
    is_answered = models.BooleanField(default=False)
    is_unrouted = models.BooleanField(default=False)
    is_clocked = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_seconds = models.BigIntegerField(null=True)
    is_decided_late = models.BooleanField(default=False)
    is_overdue = models.BooleanField(default=False)
    is_decision_clocked = models.BooleanField(default=False)

    class Meta:
        """Lists are read newest first, by campaign or altogether."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["generation", "key"], name="counted_lead_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["generation", "-handed_over_at"], name="counted_lead_newest"),
            models.Index(
                fields=["generation", "campaign", "-handed_over_at"], name="counted_lead_campaign"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class CampaignOwner(models.Model):
    """Whose campaign it is, where a lead of marketing has said so."""

    campaign = models.CharField(max_length=200, unique=True)
    owner = models.ForeignKey(USER, models.CASCADE, related_name="+")
    set_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.campaign
