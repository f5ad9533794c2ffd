"""What may be done with a lead: worked by hand, and properties over every state and move."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.agreement import default
from sameroom.handoff import moves
from sameroom.handoff.moves import Move, Told
from sameroom.webkit.rights import Reader, Role, Sees

NOW = datetime(2026, 7, 6, 8, tzinfo=UTC)
instants = st.integers(0, 400 * 86_400).map(lambda seconds: NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("move", list(Move))
def test_no_move_leads_to_where_it_came_from(move: Move) -> None:
    assert not moves.is_possible(move=move, state=moves.goes_to(move=move))


def test_each_move_belongs_to_somebody() -> None:
    assert set(Move) == moves.OF_SALES | moves.OF_MARKETING | moves.OF_LEADS


@given(decided_at=instants, now=instants)
def test_a_decision_can_be_undone_for_a_minute_and_never_again(
    decided_at: datetime, now: datetime
) -> None:
    if moves.may_be_undone(decided_at=decided_at, now=now):
        assert timedelta(0) <= now - decided_at < timedelta(seconds=60)
        assert not moves.may_be_undone(decided_at=decided_at, now=now + timedelta(seconds=60))


@given(due_at=instants, now=instants, later=st.timedeltas(min_value=timedelta(0)))
def test_nothing_gets_less_late_with_time(
    due_at: datetime, now: datetime, later: timedelta
) -> None:
    if later < timedelta(days=3650) and moves.urgency(due_at=due_at, now=now) == "late":
        assert moves.urgency(due_at=due_at, now=now + later) == "late"


@pytest.mark.parametrize(
    ("move", "told", "wrong"),
    [
        (Move.ACCEPT, Told(), set()),
        (Move.REJECT, Told(), {"reason", "family"}),
        (Move.REJECT, Told("timing", "not now"), {"family"}),
        (Move.REJECT, Told("clerical", "Missing information"), set()),
        (Move.RECYCLE, Told(), {"return_on", "must_change"}),
        (Move.RECYCLE, Told(return_on=date(2026, 7, 6), must_change="x"), {"return_on"}),
        (Move.RECYCLE, Told(return_on=date(2026, 7, 7), must_change="x"), set()),
        (Move.DISQUALIFY, Told(reason=" "), {"reason"}),
        (Move.CONTEST, Told(), {"note"}),
    ],
)
def test_what_a_move_asks(move: Move, told: Told, wrong: set[str]) -> None:
    assert set(moves.lacks(move=move, told=told, today=NOW.date())) == wrong


def test_listed_reasons_mean_the_same_in_the_agreement() -> None:
    known = {word.lower(): name for name, words in default().clauses.reasons.items()
             for word in words}  # fmt: skip
    assert {words: known.get(words.lower()) for _, words in moves.REASONS} == {
        words: family for family, words in moves.REASONS
    }
    assert moves.reason_of(number="1") == ("procedural", "Duplicate lead")
    assert moves.reason_of(number="0") == moves.reason_of(number="x") == ("", "")


def test_leads_settle_and_members_do_not() -> None:
    head = Reader(1, "sales", Role.LEAD, Sees.ALL)
    member = Reader(2, "sales", Role.MEMBER, Sees.ALL)
    of_service = Reader(3, "service", Role.LEAD, Sees.ALL)
    assert moves.may_do(reader=head, move=Move.UPHOLD)
    assert not moves.may_do(reader=member, move=Move.UPHOLD)
    assert not moves.may_do(reader=of_service, move=Move.UPHOLD)


@pytest.mark.parametrize(
    ("reader", "led", "told"),
    [
        (Reader(1, "sales", Role.LEAD), ("sales", "marketing"), ("sales",)),
        (Reader(1, "sales", Role.LEAD), ("sales",), ("sales",)),  # no word for the other team
        (Reader(1, "sales"), (), ()),
        (Reader(1, "service", Role.LEAD), (), ()),
        (Reader(1, "management", is_admin=True), ("sales", "marketing"), ()),
        (Reader(1, "management", is_admin=True), ("sales",), ("marketing",)),
        (Reader(1, "management", is_admin=True), (), ("marketing", "sales")),
        (Reader(1, "marketing", Role.LEAD, is_admin=True), ("marketing",), ("marketing", "sales")),
        (Reader(1, "", is_admin=True), (), ()),  # of no team: an outsider
    ],
)
def test_a_lead_has_a_word_for_their_team_and_administrators_for_one_without_a_lead(
    reader: Reader, led: tuple[str, ...], told: tuple[str, ...]
) -> None:
    assert moves.speaks_for(reader=reader, led=led) == told


def test_who_decides_and_answers_is_of_the_team() -> None:
    of_service = Reader(4, "service", Role.LEAD)
    assert not moves.may_do(reader=of_service, move=Move.ACCEPT)


def test_a_contested_rejection_is_settled_by_both_saying_the_same() -> None:
    assert moves.settle(marketing="uphold", sales="uphold") is Move.UPHOLD
    assert moves.settle(marketing="uphold", sales="overturn") is None
    assert moves.settle(marketing="", sales="") is None


def test_a_lead_is_left_lying_after_sixty_days() -> None:
    handed = NOW - timedelta(days=60)
    assert not moves.is_lying(handed_over_at=handed, now=NOW)
    assert moves.is_lying(handed_over_at=handed, now=NOW + timedelta(seconds=1))
    assert not moves.is_lying(handed_over_at=None, now=NOW)
