"""Caretaking as a part of the web application."""

from django.apps import AppConfig


class Caretaking(AppConfig):
    """Health, metrics, erasing, and the database's part of a backup."""

    name = "sameroom.caretaking.web"
    label = "caretaking"
