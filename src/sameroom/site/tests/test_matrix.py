"""Every address by every kind of reader; an address that nobody has put here fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from sameroom.discover import of_web_halves
from sameroom.people.web.models import Company
from sameroom.people.web.operations import open_door
from sameroom.room.web.tests.builders import ACME, NOW, People, a_refresh, people, some_rows
from sameroom.webkit.access import find_right
from sameroom.webkit.rights import Right
from sameroom.webkit.tests.kinds import ALL, NONE, SIGNED_IN, Matrix

pytestmark = pytest.mark.django_db

OF_LIBRARIES: Matrix = {
    "look": (("/look.css", ALL, "get"),),
    "account_login": (("/account/login/", ALL, "get"),),
    "account_logout": (("/account/logout/", SIGNED_IN, "get"),),
    "account_reauthenticate": (("/account/reauthenticate/", SIGNED_IN, "get"),),
    "account_change_password": (("/account/password/change/", SIGNED_IN, "get"),),
    "account_set_password": (("/account/password/set/", SIGNED_IN, "get"),),
    "account_reset_password": (("/account/password/reset/", ALL, "get"),),
    "account_reset_password_done": (("/account/password/reset/done/", ALL, "get"),),
    "account_reset_password_from_key": (("/account/password/reset/key/1-x/", ALL, "get"),),
    "account_reset_password_from_key_done": (("/account/password/reset/key/done/", ALL, "get"),),
    "mfa_index": (("/account/2fa/", SIGNED_IN, "get"),),
    "mfa_authenticate": (("/account/2fa/authenticate/", ALL, "get"),),
    "mfa_reauthenticate": (("/account/2fa/reauthenticate/", SIGNED_IN, "get"),),
    "mfa_activate_totp": (("/account/2fa/totp/activate/", SIGNED_IN, "get"),),
    "mfa_deactivate_totp": (("/account/2fa/totp/deactivate/", NONE, "get"),),  # none to take off
    "mfa_view_recovery_codes": (("/account/2fa/recovery-codes/", NONE, "get"),),
    "mfa_generate_recovery_codes": (("/account/2fa/recovery-codes/generate/", SIGNED_IN, "get"),),
    "mfa_download_recovery_codes": (("/account/2fa/recovery-codes/download/", NONE, "get"),),
    "usersessions_list": (("/account/sessions/", SIGNED_IN, "get"),),
    "openid_connect_login": (("/account/oidc/company/login/", NONE, "get"),),  # none is set up
    "openid_connect_callback": (("/account/oidc/company/login/callback/", NONE, "get"),),
    "socialaccount_login_cancelled": (("/account/3rdparty/login/cancelled/", ALL, "get"),),
    "socialaccount_login_error": (("/account/3rdparty/login/error/", NONE, "get"),),
    "socialaccount_signup": (("/account/3rdparty/signup/", NONE, "get"),),
    "socialaccount_connections": (("/account/3rdparty/", NONE, "get"),),
    "account_signup": (("/account/signup/", NONE, "get"),),
    "account_inactive": (("/account/inactive/", NONE, "get"),),
    "account_email": (("/account/email/", NONE, "get"),),
    "account_email_verification_sent": (("/account/confirm-email/", NONE, "get"),),
    "account_confirm_email": (("/account/confirm-email/a-key/", NONE, "get"),),
    "account_confirm_login_code": (("/account/login/code/confirm/", NONE, "get"),),
}
TOLD = of_web_halves("tests.addresses")
MATRIX: Matrix = OF_LIBRARIES | {name: row for half in TOLD for name, row in half.MATRIX.items()}
MOST_QUERIES = 12
CASES = [(name, *case) for name, cases in MATRIX.items() for case in cases]


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if one.namespace != "api":  # walked by api/web/tests/test_matrix.py
                yield from patterns(one)
        else:
            yield one


def test_every_address_is_in_the_matrix_and_nothing_else_is() -> None:
    assert {one.name for one in patterns() if one.name} == set(MATRIX)
    nameless = [one for one in patterns() if not one.name]
    assert all(find_right(view=one.callback, name=None) is None for one in nameless), "all are shut"


def test_every_view_of_ours_says_its_right() -> None:
    silent = [
        one.name
        for one in patterns()
        if one.callback.__module__.startswith("sameroom.")
        and find_right(view=one.callback, name=one.name) is None
    ]
    assert silent == []


def test_what_is_open_to_all_is_a_short_list_that_somebody_thought_of() -> None:
    found = {
        one.name for one in patterns() if find_right(view=one.callback, name=one.name) is Right.OPEN
    }
    assert found == {
        "set_up", "invitation", "choose_eyes", "act", "calendar", "look", "health", "ready",
        "metrics", "api_nothing", "account_login",
        "account_reset_password", "account_reset_password_done", "mfa_authenticate",
        "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
        "account_reset_password_from_key", "account_reset_password_from_key_done",
    }  # fmt: skip


@pytest.fixture
def room() -> People:
    everybody = people()
    some_rows(a_refresh())
    folder = Path(settings.REPORT)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text("<!doctype html><title>x</title>")
    (folder / "evidence" / "a.csv").write_text("a\n")
    return everybody


@pytest.mark.parametrize(("name", "address", "may", "method"), CASES)
def test_who_may_get_there(
    room: People, name: str, address: str, may: frozenset[str], method: str
) -> None:
    for kind, user in room.by_kind().items():
        place = address.format(**_examples(name))
        client = Client()
        if user is not None:
            client.force_login(user)
        response = getattr(client, method)(place)
        if response.streaming:
            b"".join(response.streaming_content)  # read to its end, so that its file is closed
        got_in = response.status_code not in {401, 404, 405} and not _is_sent_to_sign_in(
            response.status_code, response.get("Location", "")
        )
        assert got_in is (kind in may), f"{kind} {method} {place}: {response.status_code}"
        if user is not None and kind not in may and name not in LIBRARY_REDIRECTS:
            assert response.status_code == 404, f"{kind} learns that {place} is there"


# For these the library itself sends somebody on who has no second factor yet.
# Behind `/api/` a session counts for nothing: there everybody here is asked for a token.
LIBRARY_REDIRECTS = frozenset({"mfa_deactivate_totp", "api_nothing"})


def _examples(name: str) -> dict[str, object]:
    """Let the half that an address belongs to make what it names, anew for each reader."""
    half = next((one for one in TOLD if name in one.MATRIX), None)
    return half.examples(NOW) if hasattr(half, "examples") else {}


def _is_sent_to_sign_in(status: int, location: str) -> bool:
    return status == 302 and location.startswith("/account/login/?next=")


def test_whoever_has_not_signed_in_cannot_tell_what_is_there_from_what_is_not(
    room: People,
) -> None:
    client = Client()
    there = client.get(f"/accounts/{ACME}")
    not_there = client.get(f"/accounts/{'0' * 20}")
    no_address = client.get("/no/such/address")
    for response in (there, not_there, no_address):
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/?next=")


def test_the_links_that_let_people_in_work_for_nobody_in_particular() -> None:
    token = open_door(now=NOW)
    assert Client().get(f"/set-up/{token}").status_code == 200
    Company.objects.create(name="Founded meanwhile")
    assert Client().get(f"/set-up/{token}").status_code == 404


def test_no_page_takes_more_than_a_dozen_queries(room: People) -> None:
    client = Client()
    client.force_login(room.admin)
    dear = {}
    for place in [place for half in TOLD for place in half.PAGES]:
        client.get(place)  # what is found once
        with CaptureQueriesContext(connection) as caught:
            client.get(place)
        if len(caught) > MOST_QUERIES:
            dear[place] = [one["sql"][:120] for one in caught]
    assert dear == {}
