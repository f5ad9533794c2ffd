"""What people fill in."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sameroom.people.web.models import ROLE_CHOICES, SEES_CHOICES, TEAM_CHOICES, User
from sameroom.people.web.operations import Newcomer, Place
from sameroom.webkit.locale import name_of_language
from sameroom.webkit.rest.scopes import scopes
from sameroom.webkit.rights import Role, Sees
from sameroom.webkit.stale import SeenForm

ZONES = frozenset(zone for zone in available_timezones() if "/" in zone)
NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})
LENGTH = _("At least ten characters. A short sentence is easy to remember and hard to guess.")


class PasswordForm(forms.Form):
    """A name and a password for oneself."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"), widget=NEW, strip=False, max_length=500, help_text=LENGTH
    )
    # Filled by the page's script; without scripts times are told in UTC until somebody chooses.
    time_zone = forms.CharField(
        required=False, max_length=80, widget=forms.HiddenInput(attrs={"data-own-zone": ""})
    )
    email: str = ""

    def clean_time_zone(self) -> str:
        """Take no zone for one that we do not know: nobody typed it."""
        said = str(self.cleaned_data["time_zone"])
        return said if said in ZONES else ""

    def clean(self) -> dict[str, Any]:  # Any: as the library has it
        """Refuse a password that others would guess."""
        told = super().clean() or {}
        if password := told.get("password"):
            who = User(email=told.get("email", self.email), name=told.get("name", ""))
            try:
                validate_password(password, user=who)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return told


class FoundForm(PasswordForm):
    """The company and its first administrator."""

    field_order = ["company", "name", "email", "team", "password"]  # noqa: RUF012 - as the library has it

    company = forms.CharField(label=_("Your company"), max_length=120)
    email = forms.EmailField(  # type: ignore[assignment]  # here it is asked, not known
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    team = forms.ChoiceField(
        label=_("Your team"),
        choices=TEAM_CHOICES,
        initial="management",
        help_text=_(
            "You see everything and look after the room; that does not depend on the team."
        ),
    )

    def newcomer(self) -> Newcomer:
        """Give whom it describes."""
        told, reads = self.cleaned_data, get_language() or ""
        return Newcomer(
            told["email"], told["name"], told["password"], told["time_zone"],
            language="" if reads == settings.LANGUAGE_CODE else name_of_language(reads),
        )  # fmt: skip


class PlaceForm(forms.Form):
    """What somebody is to be here."""

    team = forms.ChoiceField(label=_("Team"), choices=TEAM_CHOICES)
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES, initial=Role.MEMBER)
    sees = forms.ChoiceField(
        label=_("Sees whose accounts, people and deals"),
        choices=SEES_CHOICES,
        initial=Sees.TEAM,
    )
    is_admin = forms.BooleanField(
        label=_("Administers: invites people, changes rights, reads the log"), required=False
    )

    def place(self) -> Place:
        """Give what it says."""
        told = self.cleaned_data
        return Place(told["team"], Role(told["role"]), Sees(told["sees"]), told["is_admin"])


class InviteForm(PlaceForm):
    """An invitation."""

    field_order = ["name", "email", "team", "role", "sees", "is_admin"]  # noqa: RUF012 - as the library has it

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    instead = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        """Refuse an address of somebody who is here already."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody with this address is here already."))
        return email

    def newcomer(self) -> Newcomer:
        """Give whom it describes."""
        return Newcomer(self.cleaned_data["email"], self.cleaned_data["name"])


class PersonForm(SeenForm, PlaceForm):
    """What somebody is here now, who they are in the record, and whether they may come in."""

    team = forms.ChoiceField(
        label=_("Team"), choices=[("", _("None")), *TEAM_CHOICES], required=False
    )
    member_id = forms.CharField(
        label=_("Their id in the record"),
        required=False,
        max_length=200,
        help_text=_(
            "As the CRM's export has it, such as hubspot:412. Their own leads and deals are then "
            "theirs here too. Where the record knows one person by their e-mail address, it is "
            "filled in by itself; what you set or clear stands."
        ),
    )
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def taken_away(self) -> str:
        """Name the field by which somebody would administer no more."""
        for name in ("is_admin", "is_active", "team"):
            if not self.cleaned_data[name]:
                return name
        return "is_admin"


class FactorForm(SeenForm):
    """Of whom a second factor is asked."""

    of = forms.ChoiceField(
        label=_("Of whom a second factor is asked"),
        choices=[
            ("admins", _("Administrators: always")),
            ("all", _("Everybody who has a password")),
        ],
    )


class TokenForm(forms.Form):
    """A token for a program of one's own."""

    name = forms.CharField(
        label=_("What it is for"), max_length=120, help_text=_("Such as: the Monday spreadsheet.")
    )
    days = forms.ChoiceField(
        label=_("It works for"),
        choices=[
            ("7", _("a week")),
            ("30", _("30 days")),
            ("90", _("90 days")),
            ("365", _("a year")),
        ],
        initial="30",
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(one.name, f"{one.words} ({one.name})") for one in scopes()],
        help_text=_("Whatever you tick, it never sees or does more than you may yourself."),
    )


class LeaveForm(forms.Form):
    """Who takes over from somebody who leaves."""

    taker = forms.ModelChoiceField(
        label=_("Who takes over what is theirs"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )

    instead = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, leaver: User, **told: Any) -> None:  # Any: as the library has it
        super().__init__(*args, **told)
        takers = User.objects.filter(is_active=True).exclude(pk=leaver.pk).exclude(team="")
        self.fields["taker"].queryset = takers.order_by("name", "pk")  # type: ignore[attr-defined]  # it has one


class LocaleForm(forms.Form):
    """In which language somebody reads, and in which time zone."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("As my browser says")), *settings.LANGUAGES],
        required=False,
    )  # fmt: skip
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("Every time on a page is told in it."),
    )
    has_keys = forms.BooleanField(
        label=_("Single keys lead to places (press ? to see which)"), required=False
    )

    def __init__(self, *args: Any, **told: Any) -> None:  # Any: as the library has it
        super().__init__(*args, **told)
        known = [
            ("", _("Universal time (UTC)")),
            *[(zone, zone.replace("_", " ")) for zone in sorted(ZONES)],
        ]
        self.fields["time_zone"].choices = known  # type: ignore[attr-defined]  # a choice field
