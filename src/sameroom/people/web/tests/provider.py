"""A small provider of single sign-on that answers on this machine, as a test tells it to."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import jwt

CLIENT, SECRET = "sameroom", "a secret of both"


@dataclass
class Provider:
    """What it says, and what it was asked."""

    issuer: str = ""
    claims: dict[str, object] = field(default_factory=dict)
    token_claims: dict[str, object] = field(default_factory=dict)
    challenge: str = ""  # what the browser brought; a real one keeps it with the code

    def app(self) -> dict[str, object]:
        """Give the settings by which Sameroom knows it."""
        told = {"server_url": self.issuer, "oauth_pkce_enabled": True}
        return {
            "provider_id": "company", "name": "Tessaro", "client_id": CLIENT, "secret": SECRET,
            "settings": told,
        }  # fmt: skip

    def answer(self, path: str, body: str) -> tuple[int, dict[str, object]]:
        """Answer a request."""
        if path.endswith("openid-configuration"):
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            told = {f"{name}_endpoint": f"{self.issuer}/{place}" for name, place in names.items()}
            return 200, {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **told}
        if path == "/userinfo":
            return 200, self.claims
        asked = parse_qs(body)
        proof = sha256(asked.get("code_verifier", [""])[0].encode()).digest()
        if base64.urlsafe_b64encode(proof).decode().rstrip("=") != self.challenge:
            return 400, {"error": "invalid_grant"}
        told = {"iss": self.issuer, "aud": CLIENT, "iat": 1_700_000_000, "exp": 4_000_000_000}
        token = jwt.encode({**told, **self.claims, **self.token_claims}, "k" * 32, "HS256")
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token}


@contextmanager
def a_provider() -> Iterator[Provider]:
    """Run one on a free port."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def _say(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            status, said = provider.answer(self.path, self.rfile.read(length).decode())
            text = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = _say  # noqa: N815 - as the library has it

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
