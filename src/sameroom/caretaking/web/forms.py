"""What is asked of whoever has somebody erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """Who is looked for."""

    address = forms.EmailField(
        label=_("A mail address of theirs"), max_length=254,
        help_text=_("Their other addresses, names and numbers in the record go along."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """That they are really meant."""

    address = forms.EmailField(widget=forms.HiddenInput)
    mark = forms.CharField(widget=forms.HiddenInput)
    is_shared = forms.BooleanField(label=_("All these names are meant"), required=False)
    typed = forms.CharField(
        label=_("Type the address once more"), max_length=254,
        help_text=_("This cannot be taken back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, several: bool, **more: Any) -> None:  # Any: as the form takes
        super().__init__(*args, **more)
        self._several = several
        if not several:
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:  # Any: what the fields hold
        """Hold what was typed against the address that was looked at."""
        told: dict[str, Any] = super().clean() or {}
        typed, address = str(told.get("typed", "")), str(told.get("address", ""))
        if typed and typed.strip().casefold() != address.casefold():
            self.add_error("typed", _("This is not the address that you looked at."))
        if self._several and not told.get("is_shared"):
            self.add_error(
                "is_shared",
                _("Say that all these names are meant, or split the match under Matches first."),
            )
        return told
