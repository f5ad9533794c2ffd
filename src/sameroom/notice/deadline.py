"""Holds everything that one request does under one deadline, however slowly the other side drips.

A socket's own timeout begins anew with each byte that comes. Here each wait is given no more than
what is left: for the name, the connection, what is sent, the headers and the body.
"""

import io
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.client import HTTPResponse
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

Found = list[tuple[Any, ...]]  # Any: as the library has it

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def ending_within(seconds: float) -> Iterator[None]:
    """Let everything that is waited for here end within some seconds."""
    before = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(before)


def left(*, most: float) -> float:
    """Tell how many seconds are left, and no more than `most`.

    Raises:
        TimeoutError: when none are.
    """
    until = _until.get()
    seconds = most if until is None else min(most, until - time.monotonic())
    if seconds <= 0:
        raise TimeoutError("the time for this request is over")
    return seconds


def look_up(host: str, port: int, *, within: float) -> Found:
    """Find the addresses of a name.

    The system's resolver cannot be told when to give up. It is asked from a thread of its own; one
    that is too late is left to end by the resolver's own settings, and nobody waits for it.

    Raises:
        TimeoutError: when it has not answered within some seconds.
        OSError: when the name is not known.
    """
    answers: SimpleQueue[Found | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, ValueError) as error:  # a name that cannot be written is a ValueError
            answers.put(error)

    Thread(target=ask, name="look up", daemon=True).start()
    try:
        found = answers.get(timeout=within)
    except Empty:
        raise TimeoutError(f"nobody told the address of {host} in time") from None
    if isinstance(found, Exception):
        raise found
    return found


class _Dripping(io.RawIOBase):
    """What comes from a socket, each wait for no longer than what is left."""

    def __init__(self, made: socket.socket, raw: io.RawIOBase, most: float) -> None:
        self._made, self._raw, self._most = made, raw, most

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:  # Any: as the library has it
        """Read what is there."""
        self._made.settimeout(left(most=self._most))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        """Let go of the socket."""
        if not self.closed:
            self._raw.close()
        super().close()


class TimedResponse(HTTPResponse):
    """An answer whose headers and body end by the deadline."""

    def __init__(self, sock: socket.socket, *args: Any, **told: Any) -> None:  # Any: so too
        super().__init__(sock, *args, **told)
        most = sock.gettimeout()
        raw = self.fp.detach()
        self.fp = io.BufferedReader(
            _Dripping(sock, raw, most if most is not None else float("inf"))
        )
