"""The database is what the models say."""

import pytest
from django.apps import apps as apps_there
from django.core.management import call_command


@pytest.mark.django_db
def test_every_model_has_its_migrations() -> None:
    apps = [app.label for app in apps_there.get_app_configs() if app.name.startswith("sameroom.")]
    call_command("makemigrations", *apps, check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_system_finds_nothing_wrong() -> None:
    call_command("check", fail_level="WARNING")
