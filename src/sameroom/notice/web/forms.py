"""What is asked on the pages of choices and of delivery."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sameroom.notice.cards import How
from sameroom.notice.web.choice_queries import Choices
from sameroom.notice.web.choosing import Chosen, Hours
from sameroom.notice.web.declared import kinds
from sameroom.people.web.models import TEAM_CHOICES

HOW = {
    How.AT_ONCE: _("At once"),
    How.DIGEST: _("In the digest"),
    How.INBOX: _("Only in the inbox"),
    How.NOT_AT_ALL: _("Not at all"),
}
DAYS = (
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")),
    ("4", _("Friday")), ("5", _("Saturday")), ("6", _("Sunday")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One kind on the page."""

    words: str
    how: forms.BoundField
    by_mail: forms.BoundField
    by_chat: forms.BoundField


class ChoicesForm(forms.Form):
    """How somebody is told of each kind, and when the digest comes."""

    zone = forms.ChoiceField(label=_("Your time zone"))
    hour = forms.TypedChoiceField(
        label=_("The digest comes at"), coerce=int, choices=[(n, f"{n:02}:00") for n in range(24)]
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On these days"), coerce=int, choices=DAYS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )  # fmt: skip

    def __init__(self, choices: Choices, data: Any = None) -> None:  # Any: as the library has it
        """Ask about every kind that there is."""
        now_is: dict[str, object] = {
            "zone": choices.hours.zone, "hour": choices.hours.hour, "days": choices.hours.days,
        }  # fmt: skip
        for one in choices.chosen:
            now_is |= {f"how {one.kind}": one.how, f"mail {one.kind}": one.by_mail,
                       f"chat {one.kind}": one.by_chat}  # fmt: skip
        super().__init__(data, initial=now_is)
        zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
        self.fields["zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]  # a choice field
        if not choices.is_chosen:
            self.fields["zone"].widget.attrs["data-own-zone"] = ""
        self._kinds = {one.kind: kinds()[one.kind] for one in choices.chosen}
        for name, kind in self._kinds.items():
            self._ask(name, gettext(kind.words), may_wait=kind.may_wait)

    def _ask(self, name: str, words: str, *, may_wait: bool) -> None:
        offered = [(how, said) for how, said in HOW.items() if may_wait or how is not How.DIGEST]
        self.fields[f"how {name}"] = forms.ChoiceField(label=words, choices=offered)
        for way, said in (("mail", _("By mail")), ("chat", _("In your chat"))):
            label = format_lazy("{}: {}", words, said)
            self.fields[f"{way} {name}"] = forms.BooleanField(label=label, required=False)

    def rows(self) -> list[Row]:
        """List the kinds as the page shows them."""
        return [
            Row(
                gettext(kind.words), self[f"how {name}"], self[f"mail {name}"], self[f"chat {name}"]
            )
            for name, kind in self._kinds.items()
        ]

    def chosen(self) -> list[Chosen]:
        """Give what was chosen of each kind."""
        told = self.cleaned_data
        return [
            Chosen(name, How(told[f"how {name}"]), told[f"mail {name}"], told[f"chat {name}"])
            for name in self._kinds
        ]

    def hours(self) -> Hours:
        """Give when the digest was wanted."""
        told = self.cleaned_data
        return Hours(told["zone"], told["hour"], tuple(told["days"]))


class ChatForm(forms.Form):
    """A chat to send to."""

    name = forms.CharField(
        label=_("What you call it"), max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("Sales channel"), "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Webhook address"), max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_(
            "In Slack, Teams, Mattermost, Google Chat, Discord, Webex or Rocket.Chat, add an "
            "incoming webhook and copy its address. Whoever has it can write there, so it is kept "
            "encrypted and never shown again."
        ),
    )  # fmt: skip


class TeamChatForm(ChatForm):
    """A team's chat to send to."""

    team = forms.ChoiceField(label=_("Team"), choices=TEAM_CHOICES)
    field_order = ["team", "name", "address"]  # noqa: RUF012 - as the library has it
