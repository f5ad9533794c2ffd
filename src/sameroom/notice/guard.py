"""Lets a request leave for the public internet only, whatever its address says.

A name is resolved once, every answer is checked, and the connection is made to an answer that was
checked: a name that answers differently the second time gains nothing. No redirect is followed, no
proxy of the environment is used, a long answer is cut off, and a slow one is given up: one deadline
holds over the name, the connection, the headers and the body (`deadline.py`).
"""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, ReadTimeoutError

from sameroom.notice import deadline

CONNECT_WITHIN = 5.0  # seconds, for each address of a name
ANSWER_WITHIN = 10.0  # seconds, from the question to the end of the answer, whatever it takes
LONGEST_ANSWER = 65_536  # bytes
AT_ONCE = 16_384  # bytes that are sent under one look at the clock: what one record of TLS holds
# Only addresses given out for the internet; within them what leads back into IPv4 is left out.
OPEN_6 = ipaddress.ip_network("2000::/3")
SHUT_6 = tuple(map(ipaddress.ip_network, ("2001::/23", "2002::/16")))  # tunnels, 6to4
SHUT_4 = tuple(map(ipaddress.ip_network, ("192.88.99.0/24", "100.64.0.0/10")))
_let_in: ContextVar[frozenset[tuple[str, int]]] = ContextVar("let_in", default=frozenset())


class PrivateAddressError(OSError):
    """An address that is not on the public internet."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if one.is_multicast or one.is_reserved or one.is_unspecified or not one.is_global:
        return False
    if isinstance(one, ipaddress.IPv4Address):
        return not any(one in net for net in SHUT_4)
    return one in OPEN_6 and not any(one in net for net in SHUT_6)


def names_private(*, host: str, port: int) -> bool:
    """Tell from a host as it is written, without asking anybody, that it is no public one.

    What a name leads to is looked at each time something is sent there.
    """
    if is_let_in(host=host, port=port):
        return False
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return not is_public(name)


@contextmanager
def letting_in(host: str, port: int) -> Iterator[None]:
    """Let one private host and port be reached from this thread: for tests alone."""
    before = _let_in.set(_let_in.get() | {(host, port)})
    try:
        yield
    finally:
        _let_in.reset(before)


def is_let_in(*, host: str, port: int) -> bool:
    """Tell whether a test lets this be reached."""
    return (host, port) in _let_in.get()


def connect(host: str, port: int, *, within: float) -> socket.socket:
    """Connect to a host whose every address is public.

    Raises:
        PrivateAddressError: when one of them is not.
        OSError: when the name is not known or nobody answers.
        TimeoutError: when the time is over.
    """
    found = deadline.look_up(host.strip("[]"), port, within=deadline.left(most=within))
    if not is_let_in(host=host, port=port):
        for *_, place in found:
            if not is_public(str(place[0])):
                raise PrivateAddressError(f"{host} leads into a private network")
    last: OSError = OSError(f"{host} has no address")
    for family, kind, protocol, _, place in found:
        left = deadline.left(most=within)
        made = socket.socket(family, kind, protocol)
        made.settimeout(left)
        try:
            made.connect(place)
            made.settimeout(deadline.left(most=within))  # what shakes hands has what is left
        except OSError as error:
            made.close()
            last = error
        else:
            return made
    raise last


class _Guarded:
    """A connection of urllib3 that is made by `connect` and held under the deadline."""

    response_class: Any = deadline.TimedResponse  # Any: the library's own types differ here
    sock: Any  # as the library has it

    def _new_conn(self) -> socket.socket:
        try:
            return connect(self.host, self.port, within=CONNECT_WITHIN)  # type: ignore[attr-defined]  # the class it is mixed into has it
        except TimeoutError as error:
            raise ConnectTimeoutError(self, str(error)) from error

    def send(self, data: Any) -> None:  # Any: as the library has it
        """Send a piece at a time, each for no longer than what is left."""
        if self.sock is None:
            self.connect()  # type: ignore[attr-defined]  # so too
        for start in range(0, len(data), AT_ONCE):
            self.sock.settimeout(deadline.left(most=ANSWER_WITHIN))
            super().send(data[start : start + AT_ONCE])  # type: ignore[misc]  # so too


class _Plain(_Guarded, HTTPConnection):
    pass


class _Secure(_Guarded, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class GuardedAdapter(HTTPAdapter):
    """Makes every connection of a session by `connect`."""

    def init_poolmanager(self, *args: Any, **told: Any) -> None:  # Any: as the library has it
        """Have guarded connections made."""
        super().init_poolmanager(*args, **told)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}


def ask(method: str, url: str, **told: Any) -> requests.Response:  # Any: as the library has it
    """Make one request to the public internet and give its answer, cut to what is sensible.

    Raises:
        requests.Timeout: when it did not end in time.
        requests.RequestException: when there is none; `PrivateAddressError` is in its chain when
            the address was refused.
    """
    told |= {
        "allow_redirects": False, "verify": True, "stream": True, "proxies": None,
        "timeout": (CONNECT_WITHIN, ANSWER_WITHIN),
    }  # fmt: skip
    with deadline.ending_within(ANSWER_WITHIN), requests.Session() as session:
        session.trust_env = False
        session.mount("https://", GuardedAdapter())
        session.mount("http://", GuardedAdapter())
        response = session.request(method, url, **told)
        response._content = _read(response)
        return response


def was_refused(error: BaseException | None) -> bool:
    """Tell whether this guard refused an address, however often the libraries wrapped its error."""
    for _ in range(10):
        if error is None or isinstance(error, PrivateAddressError):
            return error is not None
        inner = [one for one in error.args if isinstance(one, BaseException)]
        reason = getattr(error, "reason", None)
        error = error.__cause__ or (reason if isinstance(reason, BaseException) else None) or (
            inner[0] if inner else error.__context__
        )  # fmt: skip
    return False


def _read(response: requests.Response) -> bytes:
    read = b""
    try:
        for chunk in response.iter_content(4_096):
            read += chunk
            if len(read) > LONGEST_ANSWER:
                break
    except requests.ConnectionError as error:
        if any(isinstance(one, ReadTimeoutError) for one in error.args):
            raise requests.ReadTimeout("its answer did not end in time") from error
        raise
    return read[:LONGEST_ANSWER]
