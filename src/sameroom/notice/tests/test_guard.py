"""No request reaches what is not on the public internet: by address, by name, by redirect."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from unittest.mock import patch

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from sameroom.notice import guard

SHUT = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1",
    "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.127.255.255", "192.0.0.170",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "192.88.99.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808",
    "2002:7f00:1::", "2001::1", "2001:db8::1", "100::1", "fec0::1", "", "localhost", "0x7f000001",
)  # fmt: skip
OPEN = ("8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001:80f::200e")


@pytest.mark.parametrize("address", SHUT)
def test_what_is_private_is_shut(address: str) -> None:
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_what_is_public_is_open(address: str) -> None:
    assert guard.is_public(address)


@given(st.ip_addresses(v=4))
def test_no_public_address_is_open_when_it_is_written_as_one_of_ipv6(address: object) -> None:
    for form in (f"::ffff:{address}", f"::{address}", f"64:ff9b::{address}"):
        assert not guard.is_public(form)


def answers(*addresses: str) -> "patch[object]":  # type: ignore[type-arg]  # a patch
    found = [
        (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443))
        for one in addresses
    ]
    return patch.object(socket, "getaddrinfo", return_value=found)


@pytest.mark.parametrize("place", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1",
                                   "[::1]", "[::ffff:127.0.0.1]", "0"])  # fmt: skip
def test_no_way_of_writing_this_machine_gets_there(place: str, chat: "Chat") -> None:
    with pytest.raises((requests.RequestException, OSError)):
        guard.ask("POST", f"http://{place}:{chat.port}/", data=b"x")
    assert chat.asked == []


def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(chat: "Chat") -> None:
    with (
        answers("8.8.8.8", "127.0.0.1"),
        patch.object(socket.socket, "connect") as connect,
        pytest.raises(requests.ConnectionError, match="private network"),
    ):
        guard.ask("POST", "https://chat.evil.example/")
    connect.assert_not_called()


def test_a_name_is_asked_once_and_the_address_that_was_checked_is_called() -> None:
    """A name that answers something else the second time gains nothing."""
    with (
        answers("8.8.8.8") as asked,
        patch.object(socket.socket, "connect", side_effect=ConnectionRefusedError) as connect,
        pytest.raises(requests.ConnectionError),
    ):
        guard.ask("POST", "https://rebinding.example/")
    assert asked.call_count == 1
    connect.assert_called_once_with(("8.8.8.8", 443))


class Chat:
    """A server that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.bodies: list[bytes] = []
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, b"ok")
        chat = self

        class Handler(BaseHTTPRequestHandler):
            def _take(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                chat.bodies.append(self.rfile.read(length))
                chat.asked.append(f"{self.command} {self.path}")
                status, headers, body = chat.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET = _take  # noqa: N815 - as the library has it

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def chat() -> Iterator[Chat]:
    one = Chat()
    yield one
    one.end()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(chat: Chat, status: int) -> None:
    chat.answer = (status, {"Location": f"http://127.0.0.1:{chat.port}/inside"}, b"")
    with guard.letting_in("127.0.0.1", chat.port):
        answer = guard.ask("POST", f"http://127.0.0.1:{chat.port}/hook", data=b"x")
    assert answer.status_code == status
    assert chat.asked == ["POST /hook"]


def test_only_what_was_let_in_is_let_in(chat: Chat) -> None:
    with (
        guard.letting_in("127.0.0.1", chat.port + 1),
        pytest.raises(requests.ConnectionError, match="private network"),
    ):
        guard.ask("GET", f"http://127.0.0.1:{chat.port}/")
    assert chat.asked == []


def test_a_long_answer_is_cut_off(chat: Chat) -> None:
    chat.answer = (200, {}, b"x" * 1_000_000)
    with guard.letting_in("127.0.0.1", chat.port):
        answer = guard.ask("GET", f"http://127.0.0.1:{chat.port}/")
    assert len(answer.content) == guard.LONGEST_ANSWER


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "ANSWER_WITHIN", 0.3)


@contextmanager
def dripping(first: bytes, drip: bytes = b"x") -> Iterator[int]:
    """Answer at once with a beginning, then a byte every twentieth of a second, without an end."""
    ended = Event()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            with suppress(OSError), door.accept()[0] as made:
                made.recv(65_536)
                made.sendall(first)
                while not ended.wait(0.05):
                    made.sendall(drip)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield int(door.getsockname()[1])
        ended.set()
        thread.join(5)


HEAD = b"HTTP/1.1 200 OK\r\n"
DRIPS = {
    "status": (b"", b"H"),
    "a header": (HEAD + b"X-Slow: ", b"x"),
    "headers without end": (HEAD, b"A: b\r\n"),
    "body": (HEAD + b"Content-Length: 60000\r\n\r\n", b"x"),
    "body in chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "body without length": (HEAD + b"\r\n", b"x"),
}


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("what", DRIPS)
def test_who_drips_is_given_up_at_the_deadline(what: str) -> None:
    began = time.monotonic()
    with (
        dripping(*DRIPS[what]) as port,
        guard.letting_in("127.0.0.1", port),
        pytest.raises(requests.Timeout),
    ):
        guard.ask("POST", f"http://127.0.0.1:{port}/", data=b"x")
    assert time.monotonic() - began < 2


@pytest.mark.usefixtures("soon")
def test_who_drips_while_shaking_hands_is_given_up_at_the_deadline() -> None:
    began = time.monotonic()
    with (
        dripping(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc", b"\x03") as port,
        guard.letting_in("127.0.0.1", port),
        pytest.raises(requests.RequestException, match="timed out"),
    ):
        guard.ask("POST", f"https://127.0.0.1:{port}/", data=b"x")
    assert time.monotonic() - began < 2


@pytest.mark.usefixtures("soon")
def test_who_does_not_take_what_is_sent_is_given_up_at_the_deadline() -> None:
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
        with guard.letting_in("127.0.0.1", port), pytest.raises(requests.RequestException):
            guard.ask("POST", f"http://127.0.0.1:{port}/", data=b"x" * 50_000_000)
    assert time.monotonic() - began < 2


@pytest.mark.usefixtures("soon")
def test_a_name_that_nobody_resolves_is_given_up_at_the_deadline() -> None:
    ended, began = Event(), time.monotonic()

    def wait(*_: object, **__: object) -> list[object]:
        ended.wait(10)
        return []

    with patch.object(socket, "getaddrinfo", wait), pytest.raises(requests.Timeout):
        guard.ask("GET", "https://slow.example/")
    assert time.monotonic() - began < 2
    ended.set()


@pytest.mark.usefixtures("soon")
def test_many_addresses_that_do_not_answer_have_one_deadline() -> None:
    began, waited = time.monotonic(), []

    def hang(made: socket.socket, place: object) -> None:
        waited.append(made.gettimeout())
        time.sleep(0.2)
        raise TimeoutError

    with (
        answers(*OPEN[:3]),
        patch.object(socket.socket, "connect", hang),
        pytest.raises(requests.Timeout),
    ):
        guard.ask("GET", "https://many.example/")
    assert time.monotonic() - began < 2
    assert len(waited) == 2
    assert waited[1] is not None
    assert waited[1] < 0.11


def test_each_request_has_a_deadline_of_its_own(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "ANSWER_WITHIN", 1)
    with guard.letting_in("127.0.0.1", chat.port):
        for _ in range(3):
            time.sleep(0.4)
            answer = guard.ask("POST", f"http://127.0.0.1:{chat.port}/", data=b"x" * 40_000)
    assert (answer.text, chat.bodies) == ("ok", [b"x" * 40_000] * 3)


def test_a_proxy_of_the_environment_is_not_used(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{chat.port}")
    with (
        answers("8.8.8.8"),
        patch.object(socket.socket, "connect", side_effect=ConnectionRefusedError),
        pytest.raises(requests.ConnectionError),
    ):
        guard.ask("GET", "http://chat.example/")
    assert chat.asked == []
