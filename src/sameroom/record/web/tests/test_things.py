"""What waits for whoever looks after the data stands on their first page."""

from dataclasses import replace

import pytest

from sameroom.record.web import matching
from sameroom.record.web.models import MatchPair, Word
from sameroom.record.web.tests.pairs import a_pair, write
from sameroom.record.web.things import list_things
from sameroom.room.web.tests.builders import NOW, a_refresh, people
from sameroom.webkit.rights import Reader, Role

pytestmark = pytest.mark.django_db
NOOR = Reader(user_id=1, team="operations", role=Role.ANALYST)


def test_an_analyst_is_asked_to_decide_on_what_waits_and_nobody_else_is() -> None:
    room = people()
    a_refresh()
    first, _, _ = write(a_pair(1), a_pair(2), a_pair(3))
    (thing,) = list_things(reader=NOOR, now=NOW)
    assert (thing.words, thing.href) == (
        "Decide whether records are one: 3 pairs wait", "/matches"
    )  # fmt: skip
    row = MatchPair.objects.get(key=first.key)
    matching.say(pair=row, word=Word.LATER, by=room.admin, now=NOW)
    (thing,) = list_things(reader=NOOR, now=NOW)
    assert "2 pairs" in thing.words
    assert list_things(reader=replace(NOOR, role=Role.LEAD), now=NOW) == []


def test_with_nothing_left_nothing_is_asked() -> None:
    assert list_things(reader=NOOR, now=NOW) == []
    a_refresh()
    write(a_pair(1))
    MatchPair.objects.update(kind="asked")
    assert list_things(reader=NOOR, now=NOW) == []
