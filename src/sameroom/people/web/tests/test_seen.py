"""A visit is noted, though not on every page."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom.people.web import seen
from sameroom.room.web.tests.builders import people

pytestmark = pytest.mark.django_db


def test_a_visit_is_noted_once_in_a_while() -> None:
    client = Client()
    client.force_login(people().sol)
    client.get("/account")
    noted = UserSession.objects.get().last_seen_at
    with CaptureQueriesContext(connection) as caught:
        client.get("/account")
    assert UserSession.objects.get().last_seen_at == noted
    assert not [one for one in caught if one["sql"].startswith(("UPDATE", "INSERT"))]
    session = client.session
    session[seen.KEPT] -= seen.EVERY.total_seconds()
    session.save()
    client.get("/account")
    assert UserSession.objects.get().last_seen_at > noted


def test_a_visit_whose_note_was_lost_is_noted_again() -> None:
    client = Client()
    client.force_login(people().sol)
    UserSession.objects.all().delete()
    client.get("/account")
    assert UserSession.objects.count() == 1
