"""The part of the web half that every page stands on."""

from django.apps import AppConfig


class Webkit(AppConfig):
    """Access, audit, the frame and the look."""

    name = "sameroom.webkit"
    label = "webkit"
