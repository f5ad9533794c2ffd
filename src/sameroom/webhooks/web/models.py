"""Who is told of what."""

from django.conf import settings
from django.db import models


class Hook(models.Model):
    """An address of another system, and the events that are sent to it. Its secret is encrypted."""

    name = models.CharField(max_length=80)
    address = models.CharField(max_length=1000)
    events = models.JSONField(default=list)
    sealed = models.TextField()
    sealed_before = models.TextField(blank=True)  # the secret before, which counts for a day more
    before_until = models.DateTimeField(null=True)
    # An administrator: what they may not see is not sent, and without them nothing is.
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)
    off_because = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name
