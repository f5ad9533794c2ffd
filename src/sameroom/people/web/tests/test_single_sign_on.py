"""Single sign-on against a small provider: who is let in, as whom, and what attackers get."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from sameroom import clock
from sameroom.people.web import operations
from sameroom.people.web.models import Invitation, User
from sameroom.people.web.operations import Newcomer, Place
from sameroom.people.web.tests.provider import CLIENT, Provider, a_provider
from sameroom.room.web.tests.builders import People, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
LOGIN, BACK = "/account/oidc/company/login/", "/account/oidc/company/login/callback/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    cache.clear()
    with a_provider() as one:
        settings.OIDC_ISSUER = one.issuer
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [one.app()]}}
        yield one


@pytest.fixture
def room() -> People:
    return people()


def go(client: Client, provider: Provider) -> dict[str, str]:
    """Go to the provider; gives what the browser brings there."""
    sent = client.post(f"{LOGIN}?next=/people")
    assert sent.status_code == 302
    assert sent["Location"].startswith(f"{provider.issuer}/authorize?")
    asked = {name: one[0] for name, one in parse_qs(urlsplit(sent["Location"]).query).items()}
    provider.challenge = asked["code_challenge"]
    return asked


def come(client: Client, provider: Provider, **claims: object) -> HttpResponse:
    """Sign in there as somebody, and come back."""
    provider.claims = {"sub": "s-1", "email_verified": True, **claims}
    asked = go(client, provider)
    return client.get(BACK, {"code": "c", "state": asked["state"]})


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_whoever_is_here_comes_in_as_themself_and_again(room: People, provider: Provider) -> None:
    client = Client()
    assert come(client, provider, email=room.ada.email)["Location"] == "/people"
    assert client.get("/account").context["user"] == room.ada
    again = Client()
    come(again, provider, email="changed@elsewhere.example", email_verified=False)
    assert again.get("/account").context["user"] == room.ada, "who it is, the provider's id says"
    assert SocialAccount.objects.count() == 1
    assert AuditEntry.objects.filter(action="person.linked", actor_id=room.ada.pk).count() == 1


def test_the_browser_brings_a_state_and_a_challenge_that_no_other_browser_has(
    room: People, provider: Provider
) -> None:
    asked = go(Client(), provider)
    assert asked["client_id"] == CLIENT
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    other = go(Client(), provider)
    assert other["state"] != asked["state"]
    assert other["code_challenge"] != asked["code_challenge"]


def test_whoever_is_invited_comes_in_once_to_the_place_they_were_given(
    room: People, provider: Provider
) -> None:
    place, now = Place("sales"), clock.now()
    operations.invite(who=Newcomer("new@a.example", "New"), place=place, by=room.admin, now=now)
    client = Client()
    come(client, provider, email="New@A.example", name="<b>Eve</b>")
    user = client.get("/account").context["user"]
    assert (user.name, user.team, user.has_usable_password()) == ("New", "sales", False)
    assert Invitation.objects.get().used_at is not None


def test_an_invitation_that_is_too_old_or_withdrawn_lets_nobody_in(
    room: People, provider: Provider
) -> None:
    for email, at in (
        ("old@a.example", clock.now() - timedelta(days=8)),
        ("w@a.example", clock.now()),
    ):
        operations.invite(who=Newcomer(email, "New"), place=Place("sales"), by=room.admin, now=at)
    number = Invitation.objects.get(email="w@a.example").pk
    operations.withdraw(invitation_id=number, by=room.admin, now=clock.now())
    for email in ("old@a.example", "w@a.example"):
        client = Client()
        come(client, provider, email=email)
        assert not is_in(client)
        assert not User.objects.filter(email=email).exists()


def test_a_stranger_is_told_to_ask_and_it_is_noted(room: People, provider: Provider) -> None:
    client = Client()
    response = come(client, provider, email="eve@evil.example")
    assert response["Location"] == "/account/login/"
    assert not is_in(client)
    assert "Ask whoever administers" in client.get("/account/login/").content.decode()
    noted = AuditEntry.objects.get(action="person.sign_in_failed")
    assert noted.details["why"] == "neither invited nor here already"


@pytest.mark.parametrize("said", [False, None, "false", "true", 1])
def test_an_address_nobody_vouches_for_takes_nobodys_account(
    room: People, provider: Provider, said: object
) -> None:
    client = Client()
    come(client, provider, email=room.admin.email, email_verified=said)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_second_account_of_the_provider_does_not_take_over_the_first_ones(
    room: People, provider: Provider
) -> None:
    come(Client(), provider, email=room.ada.email)
    thief = Client()
    come(thief, provider, email=room.ada.email, sub="s-2")
    assert not is_in(thief)


def test_two_statements_about_different_people_are_believed_by_neither(
    room: People, provider: Provider
) -> None:
    client = Client()
    provider.token_claims = {"sub": "somebody else"}
    come(client, provider, email=room.ada.email)
    assert not is_in(client)


@pytest.mark.parametrize("wrong", [{"aud": "another program"}, {"iss": "https://evil.example"}])
def test_a_statement_for_another_program_or_by_another_issuer_is_refused(
    room: People, provider: Provider, wrong: dict[str, object]
) -> None:
    client = Client()
    provider.token_claims = wrong
    come(client, provider, email=room.ada.email)
    assert not is_in(client)


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(
    room: People, provider: Provider
) -> None:
    provider.claims = {"sub": "s-1", "email_verified": True, "email": room.ada.email}
    thief = go(Client(), provider)
    victim = Client()
    for told in (
        {"code": "c", "state": thief["state"]},
        {"code": "c", "state": "x"},
        {"code": "c"},
    ):
        victim.get(BACK, told)
        assert not is_in(victim)


def test_a_code_stolen_from_another_browser_is_refused(room: People, provider: Provider) -> None:
    provider.claims = {"sub": "s-1", "email_verified": True, "email": room.ada.email}
    client = Client()
    asked = go(client, provider)
    provider.challenge = "of another browser"
    client.get(BACK, {"code": "c", "state": asked["state"]})
    assert not is_in(client)


def test_a_state_works_once(room: People, provider: Provider) -> None:
    client = Client()
    provider.claims = {"sub": "s-1", "email_verified": True, "email": room.ada.email}
    asked = go(client, provider)
    client.get(BACK, {"code": "c", "state": asked["state"]})
    assert is_in(client)
    client.post("/account/logout/")
    client.get(BACK, {"code": "c", "state": asked["state"]})
    assert not is_in(client)


def test_nobody_links_an_account_to_the_one_that_is_signed_in(
    room: People, provider: Provider
) -> None:
    client = Client()
    client.force_login(room.admin)
    sent = client.post(f"{LOGIN}?process=connect")
    asked = parse_qs(urlsplit(sent["Location"]).query)
    provider.challenge = asked["code_challenge"][0]
    provider.claims = {"sub": "thief", "email_verified": True, "email": "eve@evil.example"}
    client.get(BACK, {"code": "c", "state": asked["state"][0]})
    assert not SocialAccount.objects.exists()


def test_whoever_left_stays_out(room: People, provider: Provider) -> None:
    come(Client(), provider, email=room.sol.email)
    operations.leave(user_id=room.sol.pk, taker_id=None, by=room.admin, now=clock.now())
    client = Client()
    come(client, provider, email=room.sol.email)
    assert not is_in(client)


def test_named_domains_are_let_in_with_least_rights_and_look_alikes_are_not(
    room: People, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_DOMAINS = ["tessaro.example"]
    client = Client()
    come(client, provider, email="any@tessaro.example", name="Any")
    user = User.objects.get(email="any@tessaro.example")
    assert (user.team, user.is_admin, user.sees) == ("", False, "own")
    assert is_in(client)
    assert client.get("/people").status_code == 404
    for email in (
        "a@evil.example",
        "a@x.tessaro.example",
        "a@nottessaro.example",
        "tessaro.example",
    ):
        other = Client()
        come(other, provider, email=email, sub=email)
        assert not is_in(other), email


def test_the_way_there_stands_on_the_page_and_leads_only_there(
    room: People, provider: Provider
) -> None:
    page = Client().get("/account/login/")
    assert "Sign in with" in page.content.decode()
    assert f"form-action 'self' {provider.issuer};" in page["Content-Security-Policy"]
