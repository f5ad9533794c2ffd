"""Who was asked to be erased: whom, unreadable and only until it is done; and that it was."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far an erasing is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    FAILED = "failed", _("not done")


class Erasing(models.Model):
    """One request to erase somebody. Nothing in it names them once it is done."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sealed = models.TextField(blank=True)  # the address, encrypted
    is_shared = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    facts = models.IntegerField(default=0)
    rows = models.IntegerField(default=0)
    files = models.IntegerField(default=0)
    failure = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
