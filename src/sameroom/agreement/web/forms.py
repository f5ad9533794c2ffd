"""What is asked about a version: its name, its first day, a reason, a file, a comment."""

from datetime import UTC, datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from sameroom import agreement
from sameroom.agreement.reader import LARGEST, text_of
from sameroom.webkit.stale import SeenForm


class NameForm(SeenForm):
    """What a draft is called, and from when it holds."""

    label = forms.CharField(
        label=_("What you call it"), max_length=80,
        help_text=_("Such as “2026, second half”. Every reading names it."),
    )  # fmt: skip
    holds_from = forms.DateField(
        label=_("Holds from"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("From the beginning of that day (UTC); empty: as soon as both have signed."),
    )  # fmt: skip

    def holds_from_instant(self) -> datetime | None:
        """Give the instant from which it holds."""
        day = self.cleaned_data["holds_from"]
        return datetime.combine(day, time(), tzinfo=UTC) if day else None


class ReasonForm(forms.Form):
    """Why a version is withdrawn."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both teams read it, and it stays on record."),
        error_messages={"required": _("Say why it is withdrawn.")},
    )


class CommentForm(forms.Form):
    """Something said about a clause."""

    body = forms.CharField(
        label=_("What you want to say"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FileForm(forms.Form):
    """An agreement that somebody brings as a file."""

    name = "agreement.yaml"
    file = forms.FileField(label=_("An agreement.yaml of yours"))

    def clean_file(self) -> str:
        """Read it as a text; what is wrong with its clauses is told in the draft, beside each."""
        file = self.cleaned_data["file"]
        self.name = file.name or self.name
        try:
            return text_of(raw=file.read(LARGEST + 1), file=self.name)
        except agreement.AgreementWrongError as error:
            raise forms.ValidationError([one.text() for one in error.problems]) from error
