"""What is asked about a version: its name, its first day, a reason, a file, a comment."""

from datetime import UTC, datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from sameroom import agreement

LARGEST = 1_000_000  # bytes, as the reader has it


class NameForm(forms.Form):
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
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CommentForm(forms.Form):
    """Something said about a clause."""

    body = forms.CharField(
        label=_("What you want to say"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FileForm(forms.Form):
    """An agreement that somebody brings as a file."""

    file = forms.FileField(label=_("An agreement.yaml of yours"))

    def clean_file(self) -> str:
        """Read it as a text; what is wrong with what it says is told in the draft."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This is too large for an agreement."))
        try:
            text = str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not UTF-8 text. Save it as UTF-8.")) from error
        from sameroom.agreement.reader import load_text

        try:
            node = load_text(text, file.name or "agreement.yaml")
        except agreement.AgreementWrongError as error:
            raise forms.ValidationError([one.text() for one in error.problems]) from error
        if node is not None and not isinstance(node, dict):
            raise forms.ValidationError(_("It holds no clauses, such as `company:`."))
        return text
