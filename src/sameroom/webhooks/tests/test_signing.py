"""Messages are signed as the standard has it."""

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.webhooks import signing

# Put together by hand from the standard's own sentence: HMAC-SHA256 over "id.timestamp.body".
SECRET = "whsec_" + base64.b64encode(b"twenty-four bytes of key").decode()


def test_a_signature_worked_out_by_hand() -> None:
    told = b'msg_1.1614265330.{"type":"lead.accepted"}'
    by_hand = hmac.new(b"twenty-four bytes of key", told, hashlib.sha256).digest()
    signed = signing.sign(
        secret=SECRET, message_id="msg_1", at=1614265330, body=b'{"type":"lead.accepted"}'
    )
    assert signed == "v1," + base64.b64encode(by_hand).decode()
    assert signed == "v1,3XyB9/mJZMytDn6Go8LS0W/9XqDCEAVg+wjC0BeZCRA="


@given(st.binary(max_size=50), st.text("abc_09", max_size=9), st.integers(0, 2**33))
def test_whatever_is_changed_changes_the_signature(body: bytes, name: str, at: int) -> None:
    def sign(**changed: object) -> str:
        told = {"secret": SECRET, "message_id": name, "at": at, "body": body} | changed
        return signing.sign(**told)  # type: ignore[arg-type]  # each as it is above

    others = {
        sign(body=body + b"x"), sign(message_id=name + "a"), sign(at=at + 1),
        sign(secret=signing.draw_secret()),
    }  # fmt: skip
    assert sign() not in others
    assert sign() == sign()


def test_while_a_secret_is_changed_over_both_sign() -> None:
    old, new = signing.draw_secret(), signing.draw_secret()
    told = signing.headers(secrets_=[new, old], message_id="msg_1", at=7, body=b"{}")
    assert told["webhook-id"] == "msg_1"
    assert told["webhook-timestamp"] == "7"
    assert told["webhook-signature"].split(" ") == [
        signing.sign(secret=one, message_id="msg_1", at=7, body=b"{}") for one in (new, old)
    ]


def test_a_secret_has_the_length_that_the_standard_asks_for() -> None:
    drawn = {signing.draw_secret() for _ in range(20)}
    assert len(drawn) == 20
    assert all(24 <= len(base64.b64decode(one.removeprefix("whsec_"))) <= 64 for one in drawn)


def test_what_is_no_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="whsec_"):
        signing.sign(secret="abc", message_id="x", at=1, body=b"")
