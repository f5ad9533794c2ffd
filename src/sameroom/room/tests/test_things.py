"""What to do next: for whom, in which order, and never more than five."""

from dataclasses import replace

import pytest

from sameroom.report.gaps import Row
from sameroom.report.page import lay_out
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from sameroom.room.things import State, is_asked, list_things
from sameroom.webkit.rights import Reader, Role, Sees
from sameroom.webkit.things import Thing

ADA = Reader(user_id=1, team="marketing", role=Role.LEAD, sees=Sees.ALL)
SOL = Reader(user_id=2, team="sales", sees=Sees.TEAM)
RUTH = Reader(user_id=3, team="management", sees=Sees.ALL, is_admin=True)


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return lay_out(audit=an_audit(), placed=PLACED, areas=AREAS).rows


@pytest.mark.parametrize(
    ("reader", "who", "expected"),
    [
        (ADA, "Marketing: go through the rejections.", True),
        (SOL, "Marketing: go through the rejections.", False),
        (SOL, "Marketing and sales together: agree.", True),
        (SOL, "Both: warm them until their day.", True),
        (RUTH, "Sales: share out the leads.", True),
    ],
)
def test_a_team_is_asked_what_names_it_or_nobody(reader: Reader, who: str, expected: bool) -> None:
    assert is_asked(reader=reader, who=who) is expected


def test_each_is_told_their_own_teams_gaps_the_dearest_first(rows: tuple[Row, ...]) -> None:
    for reader in (ADA, SOL):
        asked = [row for row in rows if row.is_apart and is_asked(reader=reader, who=row.who)]
        told = list_things(reader=reader, rows=rows, state=State(people=5))
        assert [thing.href for thing in told] == [
            f"/readings/{row.anchor.removeprefix('measure-')}" for row in asked[:5]
        ]
        assert told


def test_nobody_gets_more_than_five(rows: tuple[Row, ...]) -> None:
    many = tuple(replace(row, who="Both: talk.") for row in rows * 4)
    state = State(people=1, failure="It broke.", has_second_factor=False)
    told = list_things(reader=RUTH, rows=many, state=state)
    assert len(told) == 5
    assert told[0].href == "/data", "what keeps everybody from working comes first"
    assert told[1].href == "/people/invite"


def test_a_seller_is_not_asked_to_look_after_the_data() -> None:
    state = State(people=1, failure="It broke.", untold=(("Content", "unused", "A list."),))
    assert list_things(reader=SOL, rows=(), state=state) == ()


def test_cash_and_expected_loss_are_never_added_up(rows: tuple[Row, ...]) -> None:
    two = next(row for row in rows if len(row.lines) > 1 or row.lines)
    told = list_things(
        reader=RUTH, rows=(replace(two, who="Both: talk.", clear=True, kept=False, distance=0.5),),
        state=State(people=5),
    )  # fmt: skip
    assert all(line.about in told[0].worth for line in two.lines)


def test_each_of_several_amounts_says_what_it_is(rows: tuple[Row, ...]) -> None:
    one = next(row for row in rows if row.lines)
    cash = replace(one.lines[0], kind="cash", about="EUR 1,000")
    loss = replace(one.lines[0], kind="expected loss", about="EUR 2,000")
    more = replace(cash, about="EUR 3,000", figure=replace(cash.figure, label="Content made twice"))
    label = cash.figure.label
    asked = replace(one, who="Both: talk.", clear=True, kept=False, distance=0.5)
    for lines, words in (
        ((cash, loss), "cash: EUR 1,000 · expected loss: EUR 2,000"), ((loss,), "EUR 2,000"),
        (
            (more, cash, loss),
            f"cash – Content made twice: EUR 3,000 · cash – {label}: EUR 1,000"
            " · expected loss: EUR 2,000",
        ),
    ):  # fmt: skip
        told = list_things(reader=RUTH, rows=(replace(asked, lines=lines),), state=State(people=5))
        assert told[0].worth == words


def test_a_lead_is_told_of_defaults_that_nobody_chose_and_others_are_not() -> None:
    state = State(people=3, defaults=7, untold=(), failure="", has_second_factor=True)
    told = list_things(reader=Reader(1, "sales", Role.LEAD), rows=(), state=state)
    assert [(one.words, one.href) for one in told] == [
        ("Agree on what nobody has set: 7 values.", "/agreement")
    ]
    assert list_things(reader=Reader(1, "sales"), rows=(), state=state) == ()
    draft = Thing("Draft your first agreement", "Nobody signed one.", "/agreement", rank=60)
    one = list_things(reader=Reader(1, "sales", Role.LEAD), rows=(), state=state, others=(draft,))
    assert one == (draft,), "the same is not asked in two sentences"
