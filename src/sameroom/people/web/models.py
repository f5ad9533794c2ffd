"""Who works here, who is invited, and whose room it is."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from sameroom.facts.member import TEAMS
from sameroom.webkit import words
from sameroom.webkit.rights import Reader, Role, Sees

TEAM_CHOICES = [(team, words.TEAMS[team]) for team in TEAMS]
ROLE_CHOICES = [
    (Role.MEMBER.value, _("Member of the team")),
    (Role.LEAD.value, _("Leads the team")),
    (Role.ANALYST.value, _("Analyst: looks after the data")),
]
SEES_CHOICES = [
    (Sees.OWN.value, _("Only their own")),
    (Sees.TEAM.value, _("Their team's")),
    (Sees.ALL.value, _("All")),
]


class Users(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, *, email: str, password: str | None = None, **told: object) -> "User":
        """Make a user; without a password nobody can sign in as them with one."""
        user = self.model(email=self.normalize_email(email).lower(), **told)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One of us, or somebody who once was. Somebody without a team is an outsider."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    team = models.CharField(max_length=20, choices=TEAM_CHOICES, blank=True)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES, default=Role.MEMBER)
    sees = models.CharField(max_length=10, choices=SEES_CHOICES, default=Sees.TEAM)
    is_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    member_id = models.CharField(max_length=200, blank=True)
    # Whether a person said who they are in the record, or that they are nobody there.
    is_member_set = models.BooleanField(default=False, db_default=False)
    joined_at = models.DateTimeField()
    language = models.CharField(max_length=10, blank=True)  # "": as the browser says
    time_zone = models.CharField(max_length=60, blank=True)  # "": the room's own
    has_keys = models.BooleanField(default=True)  # whether single keys lead to places
    left_at = models.DateTimeField(null=True)
    taken_over_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True)
    is_invented = models.BooleanField(default=False)  # of an invented company: never signs in
    factor_due_at = models.DateTimeField(null=True)  # from when on a second factor is asked

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        """Only what the rights know can be kept."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(team__in=["", *TEAMS]), name="user_team_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(sees__in=[one.value for one in Sees]), name="user_sees_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Give the name, for mails."""
        return self.name

    def as_reader(self) -> Reader:
        """Tell what the rights need to know."""
        return Reader(
            user_id=self.pk,
            team=self.team if self.is_active else "",
            role=Role(self.role),
            sees=Sees(self.sees),
            is_admin=self.is_admin,
            member_id=self.member_id,
        )


class RecordAddress(models.Model):
    """An e-mail address by which the record knows one of us, as of the last refresh."""

    member_id = models.CharField(max_length=200)
    address = models.CharField(max_length=320, db_index=True)  # in lower case

    def __str__(self) -> str:
        return f"{self.address}: {self.member_id}"


class Invitation(models.Model):
    """A link that lets one person in, once, for a while. Only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    team = models.CharField(max_length=20, choices=TEAM_CHOICES)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES, default=Role.MEMBER)
    sees = models.CharField(max_length=10, choices=SEES_CHOICES, default=Sees.TEAM)
    is_admin = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


class Door(models.Model):
    """The one-time way in at the start: the hash of what the terminal printed."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "used" if self.used_at else "open"


class Company(models.Model):
    """Whose room it is. There is one."""

    only = models.BooleanField(default=True, unique=True)
    name = models.CharField(max_length=120)
    is_demo = models.BooleanField(default=False)
    set_up_at = models.DateTimeField(null=True)
    asks_factor_of_all = models.BooleanField(default=False)  # of administrators it always does
    eyes_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A token by which a program comes in as somebody. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    used_in = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
