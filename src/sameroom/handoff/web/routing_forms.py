"""What is said when leads are given, and when somebody is away."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sameroom.handoff.web.absences import lacks
from sameroom.handoff.web.ways import Taker


class GiveForm(forms.Form):
    """To whom leads are given, and why."""

    to = forms.ChoiceField(
        label=gettext_lazy("To"),
        error_messages={
            "required": gettext_lazy("Choose to whom."),
            "invalid_choice": gettext_lazy("They take no leads any more. Choose somebody else."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, required=False,
        help_text=gettext_lazy("Whoever gets it reads this."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, takers: Sequence[Taker]) -> None:
        super().__init__(data)
        choices = [("", _("Choose"))] + [(one.member_id, _named(one)) for one in takers]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # its kind


def _named(one: Taker) -> str:
    return _("%(name)s (away today)") % {"name": one.name} if one.is_away else one.name


class AwayForm(forms.Form):
    """Days on which somebody is away."""

    who = forms.ChoiceField(label=gettext_lazy("Who"))
    starts_on = forms.DateField(
        label=gettext_lazy("First day away"), widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    ends_on = forms.DateField(
        label=gettext_lazy("Last day away"), widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, *, people: Sequence[tuple[str, str]], today: date
    ) -> None:
        super().__init__(data, initial={"who": people[0][0] if people else ""})
        self._today = today
        self.fields["who"].choices = people  # type: ignore[attr-defined]  # its kind
        if len(people) == 1:
            self.fields["who"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, object]:
        """Hold that the days are in order, not all over, and not more than a year."""
        told = super().clean() or {}
        if "who" in self.errors:
            self.add_error(None, _("Choose yourself, or somebody of your team."))
        first, last = told.get("starts_on"), told.get("ends_on")
        if first is None or last is None:
            return told
        for name, words in lacks(first=first, last=last, today=self._today).items():
            self.add_error(name, words)
        return told
