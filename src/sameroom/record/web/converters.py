"""What an address may hold where it names a noun of the record."""

from enum import StrEnum

from django.urls import register_converter
from django.urls.converters import StringConverter


class Nouns(StrEnum):
    """What the record knows."""

    ACCOUNTS = "accounts"
    PERSONS = "persons"
    DEALS = "deals"


class NounsConverter(StringConverter):
    """The nouns of which the record has lists."""

    regex = "accounts|persons|deals"


def register() -> None:
    """Let addresses use it."""
    register_converter(NounsConverter, "nouns")
