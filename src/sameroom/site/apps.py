"""The application as a whole: base templates, styles, scripts."""

from django.apps import AppConfig


class Site(AppConfig):
    """Base templates and what the browser needs of its own."""

    name = "sameroom.site"
    label = "site"
