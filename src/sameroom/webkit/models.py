"""The audit log: what was done, by whom, when. Rows are added and never changed."""

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """One act. The database itself refuses to change or delete it.

    Who did it is kept as a number without a tie to the account, so that the entry outlives it.
    """

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class RepeatableCall(models.Model):
    """A write of a program that may be sent again, and how it was answered."""

    caller_id = models.BigIntegerField()
    word = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        """A word stands for one act of its caller."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["caller_id", "word"], name="repeatable_call_once"),
        ]

    def __str__(self) -> str:
        return self.word
