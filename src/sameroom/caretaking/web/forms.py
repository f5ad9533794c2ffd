"""What is asked of whoever has somebody erased."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _


def address_in(question: str) -> str:
    """Give the mail address that a question is; "" if it is none."""
    try:
        validate_email(question.strip())
    except ValidationError:
        return ""
    return question.strip().lower()


class SearchForm(forms.Form):
    """Who is looked for."""

    question = forms.CharField(
        label=_("A name, a mail address or a company"), max_length=200,
        help_text=_("An address is looked for everywhere, also when the record does not know it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class ChoiceForm(forms.Form):
    """Which of those found are meant; several may be one human."""

    question = forms.CharField(max_length=200, widget=forms.HiddenInput)
    keys = forms.MultipleChoiceField(required=False)
    address = forms.EmailField(required=False, max_length=254)

    def __init__(self, *args: Any, keys: tuple[str, ...], address: str, **more: Any) -> None:
        # Any: as the form takes
        super().__init__(*args, **more)
        self.fields["keys"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]  # of a choice field
        self._address = address

    def clean(self) -> dict[str, Any]:  # Any: what the fields hold
        """Hold that somebody was chosen, and no address but the one that was looked for."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("address") and told["address"].lower() != self._address:
            self.add_error("address", _("This is not the address that you looked for."))
        if not self.errors and not told.get("keys") and not told.get("address"):
            self.add_error(None, _("Choose whom you mean."))
        return told


class ConfirmForm(forms.Form):
    """That they are really meant."""

    mark = forms.CharField(widget=forms.HiddenInput)
    is_shared = forms.BooleanField(label=_("All these names are meant"), required=False)
    typed = forms.CharField(
        max_length=300,
        help_text=_("This cannot be taken back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, several: bool, to_type: str, **more: Any) -> None:
        # Any: as the form takes
        super().__init__(*args, **more)
        self._several, self._to_type = several, to_type
        self.fields["typed"].label = _("Type %(what)s once more") % {"what": to_type}
        if not several:
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:  # Any: what the fields hold
        """Hold what was typed against whoever was looked at."""
        told: dict[str, Any] = super().clean() or {}
        typed = " ".join(str(told.get("typed", "")).split())
        if typed and typed.casefold() != self._to_type.casefold():
            self.add_error("typed", _("This is not what stands there."))
        if self._several and not told.get("is_shared"):
            self.add_error(
                "is_shared",
                _("Say that all these names are meant, or split the match under Matches first."),
            )
        return told
