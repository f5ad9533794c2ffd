"""Sends to a chat by the library that knows each of them, through our guard alone."""

import importlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

import requests

from sameroom.notice import guard
from sameroom.notice.outcome import Outcome, Verdict, judge_http

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase

ADDRESS = re.compile(r"https?://[^\s()<>\[\]]+")
TOKEN = r"[A-Za-z0-9_-]{8,200}"  # noqa: S105 - a pattern


class AddressError(ValueError):
    """An address that is no webhook of a chat that we send to."""


@dataclass(frozen=True, slots=True)
class Service:
    """A chat that we send to.

    Args:
        name: as it is kept.
        words: as people call it.
        plugin: the library's module that knows it.
        schemes: those that the library may turn its address into.
        host: which hosts it has; "" for a company's own.
        path: which paths a webhook has there.
        query: the parts of the address's query that belong to it; all others are dropped, for some
            would turn off checks or read files.
    """

    name: str
    words: str
    plugin: str
    schemes: frozenset[str]
    host: str
    path: str
    query: frozenset[str] = frozenset()


SERVICES = (
    Service("slack", "Slack", "slack", frozenset({"slack"}),
            r"hooks\.slack(-gov)?\.com", r"/services/[A-Z0-9]+/[A-Z0-9]+/[A-Za-z0-9]+"),
    Service("teams", "Microsoft Teams", "workflows", frozenset({"workflow", "workflows"}),
            r"[a-z0-9.-]+\.(logic\.azure\.com|api\.powerplatform\.com)",
            r"/(powerautomate/automations/direct/)?workflows/[A-Za-z0-9]+/triggers/manual/paths/invoke",
            frozenset({"api-version", "sp", "sv", "sig"})),
    Service("discord", "Discord", "discord", frozenset({"discord"}),
            r"discord(app)?\.com", rf"/api/webhooks/\d+/{TOKEN}"),
    Service("google_chat", "Google Chat", "google_chat", frozenset({"gchat"}),
            r"chat\.googleapis\.com", r"/v1/spaces/[A-Za-z0-9_-]+/messages",
            frozenset({"key", "token"})),
    Service("webex", "Webex", "webexteams", frozenset({"wxteams", "webex"}),
            r"webexapis\.com", rf"/v1/webhooks/incoming/{TOKEN}"),
    Service("mattermost", "Mattermost", "mattermost", frozenset({"mmosts", "mmost"}),
            "", r"(/[A-Za-z0-9_-]+)?/hooks/[A-Za-z0-9]{8,64}"),
    Service("rocket_chat", "Rocket.Chat", "rocketchat", frozenset({"rockets", "rocket"}),
            "", r"/hooks/[A-Za-z0-9]{8,64}/[A-Za-z0-9]{8,128}"),
)  # fmt: skip
BY_NAME = {service.name: service for service in SERVICES}
OWN_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")


def words_of(*, service: str) -> str:
    """Give what people call a chat."""
    known = BY_NAME.get(service)
    return known.words if known else ""


def read_address(text: str) -> tuple[Service, str]:
    """Read a webhook's address as a chat gives it, such as `https://hooks.slack.com/services/…`.

    Returns:
        The chat, and the address without whatever does not belong to it.

    Raises:
        AddressError: when it is not one.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise AddressError from error
    host = (parts.hostname or "").lower()
    service = next((one for one in SERVICES if _is_of(one, host, parts.path.rstrip("/"))), None)
    is_tested = guard.is_let_in(host=host, port=port or 80)
    if service is None or "@" in parts.netloc or not (parts.scheme == "https" or is_tested):
        raise AddressError
    if guard.names_private(host=host, port=port or 80):
        raise AddressError
    if service.host and port not in {None, 443}:
        raise AddressError
    netloc = host if port is None else f"{host}:{port}"
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] in service.query]
    whole = SplitResult(parts.scheme, netloc, parts.path.rstrip("/"), urlencode(kept), "")
    if _plugin(service, whole.geturl()) is None:
        raise AddressError
    return service, whole.geturl()


def _is_of(service: Service, host: str, path: str) -> bool:
    pattern = re.compile(service.host) if service.host else OWN_HOST
    return bool(pattern.fullmatch(host) and re.fullmatch(service.path, path))


def send(*, service: str, address: str, title: str, text: str) -> Outcome:
    """Send a message; tells what came of it in words without the address, which is a secret."""
    known = BY_NAME.get(service)
    plugin = _plugin(known, address) if known else None
    if plugin is None:
        return Outcome(Verdict.NEVER, "its address is not one that a chat gives")
    seen.reset()
    told = _as_card(title, text) if service == "teams" else {"body": text, "title": title}
    try:
        is_done = plugin.notify(**told)
    # The library is asked for each chat it knows; what it raises may carry the address.
    except Exception as error:
        return Outcome(Verdict.LATER, f"it could not be sent ({type(error).__name__})")
    return _judge(is_done=bool(is_done))


def _as_card(title: str, text: str) -> dict[str, str]:
    """Write a message for a card, which cuts a title off, and links and parts nothing by itself.

    Args:
        title, text: in which nothing but our own addresses is one: see `letter.calm`.
    """
    said = f"**{title}**\n{text}" if title else text
    return {"body": ADDRESS.sub(_link, re.sub(r"\n+", "\n\n", said)), "title": ""}


def _link(found: re.Match[str]) -> str:
    shown = re.sub(r"([_*~\\\[\]])", r"\\\1", found[0])
    return f"[{shown}]({found[0]})"


class Seen(threading.local):
    """What our guard saw of the last message in this thread."""

    status: int | None = None
    is_private = False

    def reset(self) -> None:
        """Forget."""
        self.status, self.is_private = None, False


seen = Seen()


def _judge(*, is_done: bool) -> Outcome:
    if seen.is_private:
        return Outcome(Verdict.NEVER, "its address leads into a private network")
    if seen.status is None:
        return Outcome(Verdict.LATER, "the chat cannot be reached")
    if 300 <= seen.status < 400:
        return Outcome(Verdict.NEVER, f"the chat sent us elsewhere ({seen.status})")
    verdict = judge_http(status=seen.status)
    if verdict is Verdict.SENT and not is_done:
        return Outcome(Verdict.NEVER, "the chat did not take the message")
    return Outcome(verdict, "" if verdict is Verdict.SENT else f"the chat answered {seen.status}")


def _ask(method: str, url: str, **told: Any) -> requests.Response:  # Any: as the library has it
    try:
        response = guard.ask(method, url, **told)
    except requests.RequestException as error:
        seen.is_private = guard.was_refused(error)
        raise
    seen.status = response.status_code
    return response


class _Requests:
    """What the library's modules find in place of `requests`: our guard, and nothing else of it."""

    codes = requests.codes
    RequestException = requests.RequestException
    request: Callable[..., requests.Response] = staticmethod(_ask)
    get: Callable[..., requests.Response] = staticmethod(partial(_ask, "GET"))
    post: Callable[..., requests.Response] = staticmethod(partial(_ask, "POST"))


@cache
def _class_of(plugin: str) -> "type[NotifyBase]":
    """Load the one module of the library that knows a chat, and put our guard under it.

    The library is never asked to find a module by an address: it knows two hundred, some of which
    run commands or read files.
    """
    from apprise.plugins.base import NotifyBase

    module: Any = importlib.import_module(f"apprise.plugins.{plugin}")  # Any: it has what it has
    if module.requests is not requests:
        raise RuntimeError(f"{module.__name__} does not ask by requests any more")
    module.requests = _Requests()
    own = (one for one in vars(module).values() if isinstance(one, type))
    return next(
        one for one in own if issubclass(one, NotifyBase) and one.__module__ == module.__name__
    )


def _plugin(service: Service, address: str) -> "NotifyBase | None":
    from apprise import AppriseAsset
    from apprise.common import PersistentStoreMode
    from apprise.exception import AppriseException

    kind = _class_of(service.plugin)
    url = _for_library(service, address)
    told = kind.parse_url(url) if url != address else kind.parse_native_url(url)
    if not told or told.get("schema") not in service.schemes:
        return None
    asset = AppriseAsset(
        app_id="Sameroom", app_desc="Sameroom", app_url="", async_mode=False, http_redirects=False,
        storage_mode=PersistentStoreMode.MEMORY,
        image_url_mask="",  # pictures lie with a stranger, who would learn of each who looks
    )  # fmt: skip
    try:
        return kind(**{**told, "asset": asset})
    except (AppriseException, TypeError):
        return None


def _for_library(service: Service, address: str) -> str:
    """Give an address as the library wants it."""
    parts = urlsplit(address)
    ending = "s" if parts.scheme == "https" else ""
    if service.name == "mattermost":
        before, _, token = parts.path.rpartition("/hooks/")
        return f"mmost{ending}://{parts.netloc}{before}/{token}?image=no"
    if service.name == "rocket_chat":
        return f"rocket{ending}://{parts.path.partition('/hooks/')[2]}@{parts.netloc}?avatar=no"
    return address
