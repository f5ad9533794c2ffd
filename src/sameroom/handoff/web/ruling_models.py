"""What both teams' leads said about how something is to end; nobody writes over another."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Ruled(models.Model):
    """What was said for a team about how a dispute or a contested rejection is to end.

    The last of a team counts; the ones before stay, with who said them.
    """

    dispute = models.ForeignKey(
        "handoff.Dispute", models.CASCADE, null=True, related_name="rulings"
    )  # or
    case = models.ForeignKey("handoff.Case", models.CASCADE, null=True, related_name="rulings")
    contest = models.ForeignKey("handoff.Act", models.SET_NULL, null=True, related_name="+")
    team = models.CharField(max_length=20)
    ruling = models.CharField(max_length=10)  # excuse, count; of a contested lead uphold, overturn
    note = models.CharField(max_length=4000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        """A word is about one thing; a lead that is contested again is another one."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(dispute=None) ^ models.Q(case=None), name="ruled_of_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.ruling} {self.dispute_id or self.case_id}"
