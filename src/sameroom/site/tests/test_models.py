"""The database is what the models say."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_every_model_has_its_migrations() -> None:
    apps = ("people", "record", "room", "webkit")
    call_command("makemigrations", *apps, check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_system_finds_nothing_wrong() -> None:
    call_command("check", fail_level="WARNING")
