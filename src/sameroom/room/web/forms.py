"""What is asked when the room is set up."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from sameroom.agreement.web import api as agreement
from sameroom.room.founding import Asked
from sameroom.webkit.stale import SeenForm

DAYS = {
    "monday": _("Monday"),
    "tuesday": _("Tuesday"),
    "wednesday": _("Wednesday"),
    "thursday": _("Thursday"),
    "friday": _("Friday"),
    "saturday": _("Saturday"),
    "sunday": _("Sunday"),
}
CURRENCIES = (
    "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD", "NZD",
    "JPY", "CNY", "INR", "SGD", "HKD", "BRL", "MXN", "ZAR", "TRY", "ILS", "AED", "SAR", "KRW",
)  # fmt: skip


class Hour(forms.TimeInput):
    """A time of day."""

    input_type = "time"


class FillIn(forms.Select):
    """A choice with a button that has it filled in."""

    template_name = "room/fill_in.html"


class WorkForm(SeenForm):
    """The four teams, when they work, and in which currency the company counts."""

    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES],
        help_text=_("All money is shown in it. What was in another is converted once, at import."),
    )  # fmt: skip
    time_zone = forms.ChoiceField(
        label=_("Time zone"), initial="Europe/Berlin",
        widget=forms.Select(attrs={"data-own-zone": ""}),
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=_("Days on which you work"),
        choices=list(DAYS.items()),
        initial=list(DAYS)[:5],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Promises such as “called within eight hours” count working hours only."),
    )
    opens = forms.TimeField(label=_("Work begins at"), initial="09:00", widget=Hour)
    closes = forms.TimeField(label=_("Work ends at"), initial="17:00", widget=Hour)
    holidays_of = forms.ChoiceField(
        label=_("Public holidays of"), required=False, widget=FillIn,
        help_text=_(
            "Those of the last two years, of this one and the next are written below; change them "
            "there."
        ),
    )  # fmt: skip
    holidays = forms.CharField(
        label=_("Holidays"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "2026-12-25\n2026-12-26"}),
        help_text=_("One day a line, as year-month-day. You can add more at any time."),
    )
    field_order = [  # noqa: RUF012 - as the library has it
        "currency", "time_zone", "days", "opens", "closes", "holidays_of", "holidays",
    ]  # fmt: skip

    def __init__(self, *args: Any, **told: Any) -> None:  # Any: as the library has it
        super().__init__(*args, **told)
        zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
        if self.is_bound or "time_zone" in self.initial:  # it was chosen already
            self.fields["time_zone"].widget.attrs.pop("data-own-zone")
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]  # a choice field
        self.fields["holidays_of"].choices = agreement.list_holiday_places()  # type: ignore[attr-defined]  # as well

    def fill_in(self, *, year: int) -> int:
        """Write the public holidays of the place that was chosen beside those that are typed.

        Args:
            year: the present one.

        Returns:
            How many there are; 0 where no place was chosen.
        """
        data = self.data.copy()  # type: ignore[attr-defined]  # what a browser sent has it
        years = agreement.years_around(year)
        found = agreement.list_holidays(place=str(data.get("holidays_of", "")), years=years)
        data["holidays"] = agreement.with_days(typed=str(data.get("holidays", "")), days=found)
        if found:
            data["holidays_of"] = ""
        self.data = data
        return len(found)

    def show_unchecked(self, *, is_filled: bool) -> None:
        """Show what was typed without a word on it, but for a place that has still to be chosen."""
        self.cleaned_data, self._errors = {}, ErrorDict()
        if not is_filled:
            self.add_error("holidays_of", _("Choose a country or a region first."))

    def asked(self) -> Asked:
        """Give what was answered."""
        told = self.cleaned_data
        return Asked(
            currency=told["currency"], zone=told["time_zone"], days=tuple(told["days"]),
            opens=told["opens"], closes=told["closes"], holidays=told["holidays"],
        )  # fmt: skip

    def clean_holidays(self) -> tuple[date, ...]:
        """Read one day a line; each line that is none is told."""
        told, wrong = [], []
        for number, line in enumerate(self.cleaned_data["holidays"].splitlines(), start=1):
            try:
                told += [date.fromisoformat(line.strip())] if line.strip() else []
            except ValueError:
                words = _("Line %(line)s: “%(said)s” is not a day. Write it like 2026-12-25.")
                named = {"line": number, "said": line.strip()[:40]}
                wrong.append(forms.ValidationError(words, params=named))
        if wrong:
            raise forms.ValidationError(wrong)
        return tuple(sorted(set(told)))

    def clean(self) -> dict[str, Any]:  # Any: as the library has it
        """Refuse a day that ends before it begins."""
        told = super().clean() or {}
        opens, closes = told.get("opens"), told.get("closes")
        if opens and closes and opens >= closes:
            self.add_error("closes", _("Work must end later than it begins."))
        return told
