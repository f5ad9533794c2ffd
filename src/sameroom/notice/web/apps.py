"""Notice as a part of the web application."""

from django.apps import AppConfig


class Notice(AppConfig):
    """The inbox, the outbox, chat channels, calendar feeds, one-time links."""

    name = "sameroom.notice.web"
    label = "notice"
