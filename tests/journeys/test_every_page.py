"""Every page there is, found by following links, looked at by axe on a desk and on a phone."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Browser, Page

from sameroom.webkit.access import find_right
from tests.journeys.rooms import DESK, PHONE, base_of, look_at, opened, see_as
from tests.journeys.test_room import PAGES

pytestmark = pytest.mark.browser
LINK = re.compile(r'href="(/[^"#]*)')
EACH = 5  # of one kind of page so many are read for their links
SIGNED_OUT = (
    "/account/login/", "/account/password/reset/", "/account/password/reset/done/",
    "/account/password/reset/key/1-x/", "/account/3rdparty/login/cancelled/", "/nothing/here",
)  # fmt: skip
BY_NO_LINK = ("/account/logout/", "/account/password/set/", "/account/2fa/recovery-codes/generate/")
# Pages that are there once something was done, and the journey that does it and looks at them.
ELSEWHERE = {
    "account_change_password": "test_newcomer", "account_reauthenticate": "test_newcomer",
    "account_reset_password_from_key_done": "test_newcomer", "act": "test_notice",
    "dispute": "test_promises", "erasing": "test_erasing", "hand_over": "test_lead_loop",
    "import": "test_imports", "import_file": "test_imports", "import_undo": "test_imports",
    "invitation": "test_newcomer", "match": "test_review", "mfa_authenticate": "test_newcomer",
    "mfa_deactivate_totp": "test_newcomer", "mfa_view_recovery_codes": "test_newcomer",
    "pause_lead": "test_promises", "set_up": "test_newcomer", "webhook": "test_webhooks",
}  # fmt: skip
# Answers that are no pages: files, parts of a page, and ways that only lead on.
NO_PAGE = {
    "agreement_download", "agreement_file", "api_nothing", "calendar", "choose_eyes", "compare",
    "erasing_progress", "health", "import_errors", "import_progress", "look", "metrics",
    "mfa_download_recovery_codes", "mfa_reauthenticate", "openid_connect_callback",
    "openid_connect_login", "progress", "reading_file", "ready", "report_file", "rows_file",
}  # fmt: skip


def named(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Give every address that somebody may call, but for those of programs."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if one.namespace != "api":
                yield from named(one)
        elif one.name and find_right(view=one.callback, name=one.name) is not None:
            yield one


def kind_of(place: str) -> str:
    try:
        return resolve(urlsplit(place).path).url_name or ""
    except Resolver404:
        return ""


def walk(page: Page, base: str) -> dict[str, str]:
    """Follow links from page to page; gives an address of each kind of page there is."""
    found: dict[str, str] = {}
    waiting, met = list(PAGES), Counter(map(kind_of, PAGES))
    seen = set(waiting)
    for place in waiting:  # it grows while it is gone through
        answer = page.context.request.get(f"{base}{place}", max_redirects=0)
        text = answer.text() if "html" in answer.headers.get("content-type", "") else ""
        if answer.status != 200 or "<html" not in text[:300]:
            continue
        found.setdefault(kind_of(place), place)
        for link in LINK.findall(text.replace("&amp;", "&")):
            kind = kind_of(link)
            if link not in seen and kind and met[kind] < EACH:
                seen.add(link)
                met[kind] += 1
                waiting.append(link)
    return found


def is_for_sending(page: Page, base: str, one: URLPattern) -> bool:
    """Tell whether an address takes what a form sends, and shows nothing."""
    filled = re.sub(r"<int:\w+>", "999999", str(one.pattern))
    place = re.sub(r"<(slug:|str:|path:|uuid:)?\w+>", "x", filled)
    answer = page.context.request.get(f"{base}/{place}", max_redirects=0)
    return answer.status == 405


def looked(page: Page, place: str, name: str, scheme: str, size: tuple[int, int]) -> list[str]:
    """Look at a page; gives what is wrong with it, so that all of it is told at once."""
    called = f"{name}-{kind_of(place) or 'nothing'}".replace("_", "-")
    try:
        look_at(page, place, name=called, scheme=scheme, size=size)
    except AssertionError as error:
        return [f"{scheme} {size[0]}: {error}"]
    return []


def test_every_page_is_looked_at_by_somebody(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        base = base_of(demo)
        known = walk(page, base)
        known |= {kind_of(place): place for place in (*SIGNED_OUT, *BY_NO_LINK)}
        told = set(known) | set(ELSEWHERE) | NO_PAGE
        missed = [one for one in named() if one.name not in told]
        assert [one.name for one in missed if not is_for_sending(page, base, one)] == []
        assert (set(ELSEWHERE) | NO_PAGE) <= {one.name for one in named()}, "these are gone"
        usual = {kind_of(place) for place in PAGES}
        new = [place for kind, place in known.items() if kind not in usual]
        new = [place for place in new if place not in SIGNED_OUT and kind_of(place) != "report"]
        assert {"subject", "lead", "person"} <= {kind_of(place) for place in new}
    wrong = []
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        with opened(browser, scheme=scheme, size=size) as page:
            for place in SIGNED_OUT:
                wrong += looked(page, f"{base}{place}", "out", scheme, size)
            see_as(page, demo, "Ruth Amsel")
            for place in (*new, *BY_NO_LINK):
                wrong += looked(page, f"{base}{place}", "also", scheme, size)
    assert wrong == [], "\n".join(wrong)


def test_the_journeys_that_are_named_look_at_pages() -> None:
    here = Path(__file__).parent
    for name, journey in ELSEWHERE.items():
        text = (here / f"{journey}.py").read_text("utf-8")
        assert re.search(r"look_(at|here)\(", text), f"{name} is said to be looked at there"
