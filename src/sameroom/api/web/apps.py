"""The interface for programs as a part of the web application."""

from django.apps import AppConfig


class Api(AppConfig):
    """Every endpoint, and their description."""

    name = "sameroom.api.web"
    label = "api"
