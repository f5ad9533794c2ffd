"""Imports as a part of the web application."""

from django.apps import AppConfig


class Importing(AppConfig):
    """Files that are brought, their plans, and their runs."""

    name = "sameroom.importing.web"
    label = "importing"
