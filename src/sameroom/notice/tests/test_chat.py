"""Chats: which addresses are taken, and what comes of a message, through our guard alone."""

import json
import re
from collections.abc import Iterator
from html import unescape
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from markdown_it import MarkdownIt

from sameroom.notice import chat, guard
from sameroom.notice.letter import calm
from sameroom.notice.outcome import Verdict
from sameroom.notice.tests.test_guard import Chat

HOOK = "abcdefghijklmnopqrstuvwxyz"
TEAMS = (
    "https://prod-12.westeurope.logic.azure.com:443/workflows/0123abcd/triggers/manual/paths/invoke"
)
KNOWN = {
    "slack": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "teams": f"{TEAMS}?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=aB3_-x1234",
    "discord": "https://discord.com/api/webhooks/4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
    "google_chat": "https://chat.googleapis.com/v1/spaces/AAAA1/messages?key=abcd&token=efgh",
    "mattermost": f"https://chat.example.com/hooks/{HOOK}",
    "rocket_chat": f"https://chat.example.com/hooks/abcdefghij/{HOOK}",
}


@pytest.fixture
def server() -> Iterator[Chat]:
    one = Chat()
    yield one
    one.end()


def send_to(server: Chat) -> tuple[Verdict, str]:
    address = f"http://127.0.0.1:{server.port}/hooks/{HOOK}"
    with guard.letting_in("127.0.0.1", server.port):
        told = chat.send(service="mattermost", address=address, title="Tea", text="is ready")
    assert HOOK not in told.reason
    return told.verdict, told.reason


@pytest.mark.parametrize(("service", "address"), KNOWN.items())
def test_the_address_that_a_chat_gives_is_known(service: str, address: str) -> None:
    found, _ = chat.read_address(f"  {address}\n")
    assert found.name == service


@pytest.mark.parametrize(
    "address",
    [
        "", "slack", "http://[", f"http://chat.example.com/hooks/{HOOK}", "file:" "///etc/passwd",
        "json://127.0.0.1/", "mailto://eve@evil.example", "syslog://", "exec://rm",
        f"mmosts://chat.example.com/{HOOK}", "slack://T1/A1/X1", "https://evil.example/anything",
        "https://hooks.slack.com.evil.example/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7F",
        "https://hooks.slack.com@evil.example/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7F",
        "https://hooks.slack.com:8443/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        f"https://user:pass@chat.example.com/hooks/{HOOK}", "https://[::1]/hooks/" + HOOK,
        f"https://chat.example.com/a/../hooks/{HOOK}", f"https://chat.example.com/%2e/hooks/{HOOK}",
        f"ftp://chat.example.com/hooks/{HOOK}", "x" * 5000, f"https://10.0.0.7/hooks/{HOOK}",
        f"https://localhost/hooks/{HOOK}",
    ],
)  # fmt: skip
def test_nothing_else_is_taken(address: str) -> None:
    with pytest.raises(chat.AddressError):
        chat.read_address(address)


@pytest.mark.parametrize("more", ["verify=no", "redirect=yes", "template=/etc/passwd", "to=@all"])
@pytest.mark.parametrize("service", KNOWN)
def test_options_of_the_library_in_an_address_are_dropped(service: str, more: str) -> None:
    address = KNOWN[service]
    _, kept = chat.read_address(f"{address}{'&' if '?' in address else '?'}{more}")
    assert more.partition("=")[0] not in dict(parse_qsl(urlsplit(kept).query))


def test_the_library_asks_through_our_guard_alone() -> None:
    for service in chat.SERVICES:
        chat._class_of(service.plugin)
        module = import_module(f"apprise.plugins.{service.plugin}")
        assert isinstance(module.requests, chat._Requests)
        for reaches_past in ("Session", "session", "put", "sessions", "adapters"):
            assert not hasattr(module.requests, reaches_past)
        assert "urllib.request" not in module.__dict__
        assert not {"socket", "httpx", "smtplib"} & set(module.__dict__)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.SENT), (408, Verdict.LATER), (429, Verdict.LATER), (500, Verdict.LATER),
        (503, Verdict.LATER), (400, Verdict.NEVER), (403, Verdict.NEVER), (404, Verdict.NEVER),
        (410, Verdict.NEVER), (302, Verdict.NEVER),
    ],
)  # fmt: skip
def test_later_is_told_from_never_by_the_answer(
    server: Chat, status: int, verdict: Verdict
) -> None:
    server.answer = (status, {"Location": f"http://127.0.0.1:{server.port}/inside"}, b"ok")
    assert send_to(server)[0] is verdict
    assert server.asked == [f"POST /hooks/{HOOK}"]


def test_a_chat_that_is_not_there_is_tried_later(server: Chat) -> None:
    server.end()
    assert send_to(server) == (Verdict.LATER, "the chat cannot be reached")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "169.254.169.254", "10.1.2.3"])
def test_a_chat_within_the_network_is_never_written_to(host: str) -> None:
    told = chat.send(
        service="mattermost", address=f"https://{host}/hooks/{HOOK}", title="x", text="x"
    )
    assert told.verdict is Verdict.NEVER
    assert "private network" in told.reason


NAME = "*x* <!channel> @all [a](http://b) _y_ & Söhne"
LINK = "https://room.example/handoff/17?x=1&y=a_b_c"


def sent(server: Chat, service: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Send by the library over HTTP, to a server of ours in the chat's place; gives its JSON."""
    ask = guard.ask

    def here(method: str, url: str, **told: Any) -> requests.Response:  # Any: as the library has it
        parts = urlsplit(url)
        place = parts._replace(scheme="http", netloc=f"127.0.0.1:{server.port}")
        return ask(method, place.geturl(), **told)

    monkeypatch.setattr(guard, "ask", here)
    server.answer = (200, {}, b"ok")
    with guard.letting_in("127.0.0.1", server.port):
        told = chat.send(
            service=service, address=KNOWN[service], title=calm(f"Decide on {NAME}"),
            text=f"{calm(NAME)} (due by noon)\n{LINK}\n\n{calm(NAME)}",
        )  # fmt: skip
    assert told.verdict is Verdict.SENT
    (body,) = server.bodies
    found: dict[str, Any] = json.loads(body)
    return found


@pytest.mark.parametrize("service", KNOWN)
def test_what_a_chat_gets_wakes_nobody_shows_no_picture_and_has_the_link(
    service: str, server: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sent(server, service, monkeypatch)
    said = json.dumps(found, ensure_ascii=False)
    for sign in ("<", "@all", "*x*", "](http:", "_y_"):
        assert sign not in said
    assert "∗x∗ ‹!channel› @\u200ball" in said
    assert unescape(said).count(LINK) >= 1
    pictures = re.sub(r"http://adaptivecards\.io\S+|https://room\.example\S+", "", said)
    assert "https://" not in pictures, "nobody else is asked for anything when it is looked at"


def test_slack_gets_signs_as_it_wants_them(server: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    (part,) = sent(server, "slack", monkeypatch)["attachments"]
    assert part["title"].startswith("Decide on ∗x∗")
    assert part["text"].split("\n")[1] == LINK.replace("&", "&amp;")


def test_teams_gets_a_card_that_wraps_parts_and_links(
    server: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    (card,) = sent(server, "teams", monkeypatch)["attachments"]
    (block,) = card["content"]["body"]
    assert block["wrap"] is True
    title, first, link, second = block["text"].split("\n\n")
    assert title.startswith("**Decide on ∗x∗")
    assert first.endswith("(due by noon)")
    shown = LINK.replace("_", "\\_")
    assert link == f"[{shown}]({LINK})"
    assert second.startswith("∗x∗")


def test_mattermost_gets_plain_text(server: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    found = sent(server, "mattermost", monkeypatch)
    assert found["text"].splitlines()[2] == LINK
    shown = MarkdownIt("commonmark").render(found["text"])
    assert set(re.findall(r"</?(\w+)", shown)) == {"p"}
