"""The room as a part of the web application."""

from django.apps import AppConfig


class Room(AppConfig):
    """The first page, readings, refreshes, imports."""

    name = "sameroom.room.web"
    label = "room"
