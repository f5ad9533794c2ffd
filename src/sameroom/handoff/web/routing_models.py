"""Who may get leads, whose turn it is, who is away, and how each lead came to whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class Seller(models.Model):
    """One of us as the record knows them, written anew at each refresh."""

    member_id = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=250, blank=True, db_index=True)  # lower case
    name = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=20, blank=True)
    calendar = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    generation = models.BigIntegerField(default=0)  # the last refresh that knew them

    def __str__(self) -> str:
        return self.name or self.address


class Credit(models.Model):
    """What somebody earned by leads that they could have got, as an exact fraction of leads."""

    address = models.CharField(max_length=250, unique=True)
    numerator = models.TextField(default="0")  # whole numbers of any length
    denominator = models.TextField(default="1")

    def __str__(self) -> str:
        return f"{self.address} {self.numerator}/{self.denominator}"


class Turn(models.Model):
    """The one row that whoever shares out a lead holds, so that it is one lead at a time."""

    only = models.BooleanField(default=True, unique=True)
    tried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.tried_at)


class How(models.TextChoices):
    """By what a lead came to somebody."""

    RULE = "rule", _("by a rule")
    NOBODY = "nobody", _("nobody could take it")
    GIVEN = "given", _("given by somebody")
    TAKEN_OVER = "taken_over", _("taken over from somebody who left")
    TAKEN = "taken", _("taken by whoever accepted it")
    KEPT = "kept", _("left with whoever has that person already")


class Routing(models.Model):
    """One step on the way of a lead to whoever has it; rows are added, not changed."""

    case = models.ForeignKey("handoff.Case", models.CASCADE, related_name="+")
    how = models.CharField(max_length=12, choices=How.choices)
    at = models.DateTimeField()
    rule = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(default=0)  # of the rule, from 1; 0: none fits
    agreement = models.CharField(max_length=120, blank=True)  # in whose light
    to_id = models.CharField(max_length=200, blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    to_team = models.CharField(max_length=20, blank=True)
    from_id = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    passed = models.JSONField(default=list)  # who was passed over, and why: see assigning

    class Meta:
        """A page shows the last ones; a packet those of its lead; a bound counts an hour's."""

        indexes: ClassVar = [
            models.Index(fields=["-at"], name="routing_last"),
            models.Index(fields=["case", "-at"], name="routing_of_case"),
            models.Index(fields=["to_id", "-at"], name="routing_to"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(how__in=[one.value for one in How]), name="routing_how_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.case_id}"


class Absence(models.Model):
    """Days on which somebody of us is away, both ends included. Why is nobody's business."""

    member_id = models.CharField(max_length=200, db_index=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    said_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        """It has one day at least; the rule asks who is away from a day on."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="absence_is_a_span"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["ends_on"], name="absence_until")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.starts_on} {self.ends_on}"
