"""The hand-over as a part of the web application."""

from django.apps import AppConfig


class Handoff(AppConfig):
    """The queue, the packet, the way back."""

    name = "sameroom.handoff.web"
    label = "handoff"
