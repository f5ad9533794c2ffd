"""The agreement as a part of the web application."""

from django.apps import AppConfig


class AgreementApp(AppConfig):
    """Versions, signatures, discussions, the registry of definitions."""

    name = "sameroom.agreement.web"
    label = "agreement"
