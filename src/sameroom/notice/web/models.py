"""What people are told, what they chose, and what goes outside."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far something that goes outside is."""

    WAITING = "waiting", _("waits")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")
    CALLED_OFF = "called_off", _("not needed any more")


class Way(models.TextChoices):
    """By what it goes outside."""

    MAIL = "mail", _("mail")
    CHAT = "chat", _("chat")
    HOOK = "hook", _("webhook")


class Notice(models.Model):
    """One thing that one person is told. It stands in their inbox."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    words = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    href = models.CharField(max_length=300)
    told_at = models.DateTimeField()
    at = models.DateTimeField(null=True)  # in the room, whose clock stands where it is invented
    due_at = models.DateTimeField(null=True)
    moves = models.PositiveIntegerField(default=0, db_default=0)  # how often its deadline moved
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # there is nothing to do about it any more
    # Ways by which it waits for the digest, such as "mail chat"; "" once it went out or need not.
    waits_for = models.CharField(max_length=20, blank=True)
    mark = models.CharField(max_length=32)  # of the call that told it

    class Meta:
        """Nobody is told the same thing twice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_told_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-told_at"], name="notice_inbox"),
            models.Index(
                fields=["user"],
                name="notice_unread",
                condition=models.Q(read_at=None, settled_at=None),
            ),
            models.Index(fields=["key"], name="notice_key"),
        ]

    def __str__(self) -> str:
        return self.words


class Link(models.Model):
    """An act that somebody may do by a one-time link. Its token is signed, and not kept."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="link")
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


class Choice(models.Model):
    """How somebody wants to be told of a kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    how = models.CharField(max_length=12)
    by_mail = models.BooleanField(default=True)
    by_chat = models.BooleanField(default=True)

    class Meta:
        """One choice a kind."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind"], name="notice_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"


class Timetable(models.Model):
    """When somebody gets their digest."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    zone = models.CharField(max_length=60, default="UTC")
    hour = models.PositiveSmallIntegerField(default=8)
    days = models.CharField(max_length=13, default="0 1 2 3 4")  # Monday is 0
    next_at = models.DateTimeField(db_index=True)
    is_chosen = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.hour}:00 {self.zone}"


class Channel(models.Model):
    """Where chat messages go: somebody's own, or a team's. Its address is kept encrypted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    team = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=80)
    service = models.CharField(max_length=20)
    sealed = models.TextField()
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        """A channel is a person's or a team's, never both."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(team=""), name="notice_channel_has_owner"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Outgoing(models.Model):
    """Something that goes outside: made in the transaction of its cause, sent by a job."""

    key = models.CharField(max_length=250, unique=True)
    way = models.CharField(max_length=4, choices=Way.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, related_name="+")
    is_digest = models.BooleanField(default=False)
    notices = models.ManyToManyField(Notice, related_name="+")
    lines = models.JSONField(default=list)  # what a team's channel is told
    subject = models.CharField(max_length=80, blank=True)  # what another part sends it for
    body = models.TextField(blank=True)  # what it sends
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        """Looked up by what is due, and by whom it is for."""

        indexes: ClassVar = [
            models.Index(fields=["state", "next_at"], name="notice_due"),
            models.Index(fields=["user", "state"], name="notice_for_user"),
            models.Index(fields=["subject", "-id"], name="notice_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.key}"


class Feed(models.Model):
    """The address of somebody's calendar of deadlines. Only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
