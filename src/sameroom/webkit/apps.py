"""The part of the web half that every page stands on."""

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REQUIRED: dict[type[forms.Field], object] = {
    forms.Field: _("Fill this in."),
    forms.ChoiceField: _("Choose one of these."),
    forms.BooleanField: _("Tick this to go on."),
    forms.FileField: _("Choose a file."),
}
"""What is said beside a field that was left empty, by its kind."""


class Webkit(AppConfig):
    """Access, audit, the frame and the look."""

    name = "sameroom.webkit"
    label = "webkit"

    def ready(self) -> None:
        """Say what to do of a field left empty, in forms of the library that signs in too."""
        for kind, said in REQUIRED.items():
            messages = {**kind.__dict__.get("default_error_messages", {}), "required": said}
            setattr(kind, "default_error_messages", messages)  # noqa: B010 # its type is a plain dict
