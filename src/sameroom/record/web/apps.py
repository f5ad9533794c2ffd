"""The record as a part of the web application."""

from django.apps import AppConfig


class Record(AppConfig):
    """Timelines."""

    name = "sameroom.record.web"
    label = "record"
