"""A real receiver on this machine, which answers as it is told to, and webhooks that lead to it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sameroom.notice import guard
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW
from sameroom.webhooks.web import operations
from sameroom.webhooks.web.models import Hook


@dataclass
class Receiver:
    """What answers, and what it got.

    Args:
        answers: the statuses to come; the last one stays. 0 does not answer at all.
        goes_to: where redirects lead.
    """

    answers: list[int] = field(default_factory=lambda: [204])
    goes_to: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/room"

    def next(self) -> int:
        """Say how to answer now."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def receiving(*, is_let_in: bool = True) -> Iterator[Receiver]:
    """Start a receiver."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append(({name.lower(): said for name, said in self.headers.items()}, body))
            status = told.next()
            if not status:
                told.over.wait(5)
                return
            self.send_response(status)
            if told.goes_to:
                self.send_header("Location", told.goes_to)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        if is_let_in:
            with guard.letting_in("127.0.0.1", told.port):
                yield told
        else:
            yield told
    finally:
        told.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
        time.sleep(0)


def a_hook(receiver: Receiver, by: User, *events: str, now: datetime = NOW) -> tuple[Hook, str]:
    """Subscribe a receiver; gives the webhook and its secret."""
    with guard.letting_in("127.0.0.1", receiver.port):
        number, secret = operations.add(
            name="Warehouse", address=receiver.address, by=by, now=now,
            wanted=events or ("lead.accepted", "lead.rejected"),
        )  # fmt: skip
    return Hook.objects.get(pk=number), secret
