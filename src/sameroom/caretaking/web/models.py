"""Who was asked to be erased: whom, unreadable and only until it is done; and that it was."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far an erasing is."""

    LOOKING = "looking", _("being looked up")
    FOUND = "found", _("waits for your word")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    FAILED = "failed", _("not done")
    LEFT = "left", _("left alone")


class Erasing(models.Model):
    """One request to erase somebody. Nothing in it names them once it is done."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sealed = models.TextField(blank=True)  # whom, encrypted
    mark = models.CharField(max_length=64, blank=True)  # of what is shown: see `sealed_whom`
    is_shared = models.BooleanField(default=False)
    turn = models.BooleanField(null=True, unique=True)  # true while it is done: one at a time
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # when the work last gave a sign of life
    ended_at = models.DateTimeField(null=True)
    part = models.IntegerField(default=0)  # how many parts are done
    expected = models.JSONField(default=dict)  # how many rows and files, by kind
    told = models.JSONField(default=dict)  # what each part changed, by kind
    in_log = models.IntegerField(default=0)
    known_as = models.CharField(max_length=16, blank=True)  # what stands for them on the receipt
    facts = models.IntegerField(default=0)
    rows = models.IntegerField(default=0)
    files = models.IntegerField(default=0)
    failure = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class BackedUp(models.Model):
    """A backup that was made from here: where it was written to, and how long it is to be kept."""

    file = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    kept_until = models.DateField(null=True)  # None: until somebody deletes it

    def __str__(self) -> str:
        return self.file
