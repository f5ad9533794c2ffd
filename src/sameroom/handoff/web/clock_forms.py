"""What people say when they pause a clock, dispute a missed promise, or settle a dispute."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from sameroom.handoff import promises
from sameroom.handoff.promises import Ruling
from sameroom.handoff.web import wording


class PauseForm(forms.Form):
    """Why the clocks are to stand still, and until when."""

    reason = forms.CharField(
        label=_("What did the buyer ask for?"), max_length=300, required=False,
        help_text=_("Both teams read it, such as “on leave, call after the fair”."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until which day?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("On that morning the clock runs again by itself. Leave it empty if they did "
                    "not say."),
    )  # fmt: skip

    instead = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def check(self, *, now: datetime, zone: str) -> bool:
        """Tell whether everything is there; what lacks stands at its field."""
        if not self.is_valid():
            return False
        wrong = promises.lacks_in_pause(
            reason=self.cleaned_data["reason"], until=self.ends_at(zone=zone), now=now
        )
        for field, words in wrong.items():
            self.add_error(field, wording.lacking(words))
        return not wrong

    def ends_at(self, *, zone: str) -> datetime | None:
        """Give the first instant of the day chosen, where the company is."""
        day = self.cleaned_data["until"]
        return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)) if day else None


class DisputeForm(forms.Form):
    """Why a missed promise should not count."""

    reason = forms.CharField(
        label=_("Why should it not count as missed?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The leads of both teams read it, and settle it together."),
    )  # fmt: skip


class RulingForm(forms.Form):
    """How the lead of a team says that a dispute is to end."""

    ruling = forms.ChoiceField(choices=[(one.value, one.value) for one in Ruling])
    note = forms.CharField(max_length=1000)
