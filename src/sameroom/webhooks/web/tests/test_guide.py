"""The guide's own check of a signature, run on what is really sent; and it names every event."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sameroom import clock
from sameroom.notice.web import delivery
from sameroom.room.web.tests.builders import people
from sameroom.webhooks.web import operations
from sameroom.webhooks.web.declared import events
from sameroom.webhooks.web.tests.receiver import a_hook, receiving

GUIDE = (Path(__file__).parents[5] / "docs" / "guide" / "webhooks.md").read_text("utf-8")
Check = Callable[[str, dict[str, str], bytes], bool]


def the_guides_check() -> Check:
    (text,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    there: dict[str, Check] = {}
    exec(text, there)
    return there["is_from_sameroom"]


@pytest.mark.django_db
def test_the_guides_check_lets_in_what_is_sent_and_nothing_else() -> None:
    room, check = people(), the_guides_check()
    with receiving() as receiver:
        hook, secret = a_hook(receiver, room.admin)
        operations.try_it(hook_id=hook.pk, now=clock.now())
        delivery.deliver_due(now=clock.now)
        operations.renew_secret(hook_id=hook.pk, by=room.admin, now=clock.now())
        operations.try_it(hook_id=hook.pk, now=clock.now())
        delivery.deliver_due(now=clock.now)
        operations.try_it(hook_id=hook.pk, now=clock.now())
        delivery.deliver_due(now=lambda: clock.now() + timedelta(minutes=6))
    (headers, body), (both, other_body), (late, late_body) = receiver.got
    assert check(secret, headers, body)
    assert check(secret, both, other_body), "the secret before counts for a day"
    assert not check(secret, headers, body + b" ")
    assert not check(secret, headers | {"webhook-id": "msg_2"}, body)
    assert not check("whsec_" + "A" * 44, headers, body)
    assert not check(secret, late, late_body), "its second is not now"


def test_the_guide_names_every_event() -> None:
    table = GUIDE.partition("| event | when |")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines()[2:]
             for name in re.findall(r"`(\w+\.\w+)`", row.split("|")[1])}  # fmt: skip
    assert named == set(events()) | {"webhook.tried"}
