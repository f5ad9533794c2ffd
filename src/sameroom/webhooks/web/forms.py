"""What an administrator says about a webhook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sameroom.webhooks import rules
from sameroom.webhooks.web.declared import events
from sameroom.webkit.stale import SeenForm


class HookForm(SeenForm):
    """An address of another system, and what is sent to it."""

    name = forms.CharField(
        label=_("What you call it"), max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("Our data warehouse"),
                                      "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address"), max_length=rules.LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_("It is on the public internet and takes POST by https. "
                    "Redirects are not followed."),
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("What it is told"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, **told: Any) -> None:  # Any: as the library has it
        super().__init__(data, **told)
        offered = [(name, one.words) for name, one in events().items()]
        self.fields["events"].choices = offered  # type: ignore[attr-defined]  # its kind

    def clean_address(self) -> str:
        """Refuse what nothing can be sent to."""
        address = str(self.cleaned_data["address"]).strip()
        if not rules.is_address(address):
            raise forms.ValidationError(
                _("Nothing can be sent to this address. It begins with https://, leads to a host "
                  "on the internet, and has neither a password nor spaces in it.")
            )  # fmt: skip
        return address
