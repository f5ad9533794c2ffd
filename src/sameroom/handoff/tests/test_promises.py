"""One rule says how a promise stands, in Python and as SQL; and what is odd about promises."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.agreement import parse
from sameroom.agreement.calendar import working_time
from sameroom.handoff import clocks, promises
from sameroom.handoff.clocks import Pause
from sameroom.handoff.promises import Ruling, Standing
from sameroom.handoff.tests.builders import WINDOW, act, cases, lead, record
from sameroom.webkit.rights import Reader, Role

CALENDARS = {
    "office": "{holidays: ['2026-04-03', '2026-04-06', '2026-05-01']}",
    "lunch": "{monday: ['08:30-12:00', '12:45-17:15'], "
    "saturday: ['22:00-24:00'], sunday: ['00:00-06:00']}",
}
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
SECONDS = int((WINDOW.ends_at - WINDOW.starts_at).total_seconds())
# Most hand-overs lie near the days on which clocks are put forward, holidays, and the end.
NEAR = [datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 3, 27, 14, tzinfo=UTC),
        datetime(2026, 4, 2, 9, tzinfo=UTC), datetime(2026, 6, 28, 9, tzinfo=UTC)]  # fmt: skip


def agreed(*, calendar: str, zone: str, hours: float) -> str:
    return f"""
company: {{time_zone: {zone}}}
promises: {{first_touch: {{within_hours: {hours}, calendar: told}}}}
calendars: {{told: {CALENDARS[calendar]}}}
"""


@st.composite
def lives(draw: st.DrawFn) -> dict[str, object]:
    """Draw when a lead was handed over, contacted, paused and excused, in seconds."""
    begins = draw(st.sampled_from(NEAR)) + timedelta(seconds=draw(st.integers(0, 200_000)))
    touch = draw(st.none() | st.integers(0, 700_000))
    moment, pauses = 0, []
    for _ in range(draw(st.integers(0, 3))):
        moment += draw(st.integers(0, 90_000))
        first = moment
        last = draw(st.none() | st.integers(0, 200_000)) if len(pauses) == 2 else draw(
            st.integers(0, 200_000)
        )  # fmt: skip
        pauses.append((first, None if last is None else first + last))
        moment += last or 0
    return {"begins": begins, "touch": touch, "pauses": pauses, "excused": draw(st.booleans())}


def as_facts(
    lives: list[dict], promise: str = "first_touch"  # type: ignore[type-arg]  # as drawn
) -> dict[str, list[dict[str, object]]]:  # fmt: skip
    told: dict[str, list[dict[str, object]]] = {"lead": [], "activity": []}
    for number, life in enumerate(lives, start=1):
        begins, of = life["begins"], {"lead_id": f"crm:l{number}"}
        told["lead"].append(lead(number, created_at=begins))
        if life["touch"] is not None:
            told["activity"].append(
                act(begins + timedelta(seconds=life["touch"]), id=f"crm:a{number}", **of)
            )
        ours = {"origin": "sameroom", "direction": "internal", "is_automatic": True, **of}
        for place, (first, last) in enumerate(life["pauses"]):
            name = f"sameroom:pause-{number}-{place}"
            told["activity"].append(act(begins + timedelta(seconds=first), kind="note", id=name,
                                        outcome="clock paused", **ours))  # fmt: skip
            if last is not None:
                told["activity"].append(
                    act(begins + timedelta(seconds=last), kind="note", id=f"{name}-end",
                        outcome="clock resumed", **ours)
                )  # fmt: skip
        if life["excused"]:
            told["activity"].append(
                act(begins + timedelta(days=1), kind="note", id=f"sameroom:excuse-{number}",
                    outcome="lateness excused", subject=promise, **ours)
            )  # fmt: skip
    return told


@settings(max_examples=10, deadline=None)
@given(
    st.lists(lives(), min_size=1, max_size=40), st.sampled_from(sorted(CALENDARS)),
    st.sampled_from(ZONES), st.sampled_from([0.25, 2.0, 8.0, 24.0]),
)  # fmt: skip
def test_the_rule_of_the_page_and_the_table_of_the_year_say_the_same(
    drawn: list[dict], calendar: str, zone: str, hours: float  # type: ignore[type-arg]  # as drawn
) -> None:  # fmt: skip
    text = agreed(calendar=calendar, zone=zone, hours=hours)
    clauses = parse(text=text).clauses
    working = working_time(calendar=clauses.calendars["told"], company_zone=zone)
    rows = {row["lead_id"]: row for row in cases(record(agreement=text, **as_facts(drawn)))}
    for number, life in enumerate(drawn, start=1):
        begins: datetime = life["begins"]
        row = rows[f"crm:l{number}"]
        ends = WINDOW.ends_at
        paused = [
            Pause(begins + timedelta(seconds=first),
                  None if last is None else begins + timedelta(seconds=last))
            for first, last in life["pauses"]
            if begins + timedelta(seconds=first) < ends
        ]  # fmt: skip
        due = clocks.due_at(starts_at=begins, within=timedelta(hours=hours), working=working,
                            pauses=paused)  # fmt: skip
        touched = None if life["touch"] is None else begins + timedelta(seconds=life["touch"])
        touched = touched if touched is not None and touched < ends else None
        is_paused = any(one.ends_at is None for one in paused)
        stands = promises.standing(
            due_at=due, kept_at=touched, is_kept=touched is not None, is_paused=is_paused,
            is_excused=life["excused"], now=ends,
        )  # fmt: skip
        assert row["due_at"] == due, life
        assert row["is_excused"] == life["excused"]
        assert bool(row["is_late"]) == (stands is Standing.MISSED), life
        if due is None or due > ends:
            assert not row["is_due"]
        if row["is_clocked"]:
            spent = clocks.spent(starts_at=begins, until=touched or ends, working=working,
                                 pauses=paused)  # fmt: skip
            assert row["waited_seconds"] == spent, life


@pytest.mark.parametrize(("first", "is_due"), [(4 * 3600 - 1, False), (4 * 3600, True)])
def test_a_pause_that_begins_as_the_time_is_up_comes_too_late(first: int, is_due: bool) -> None:
    begins = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
    text = agreed(calendar="office", zone="UTC", hours=4.0)
    life = {"begins": begins, "touch": None, "pauses": [(first, None)], "excused": False}
    (row,) = cases(record(agreement=text, **as_facts([life])))
    working = working_time(calendar=parse(text=text).clauses.calendars["told"], company_zone="UTC")
    due = clocks.due_at(
        starts_at=begins, within=timedelta(hours=4), working=working,
        pauses=[Pause(begins + timedelta(seconds=first), None)],
    )  # fmt: skip
    assert row["due_at"] == due == (begins + timedelta(hours=4) if is_due else None)
    assert (bool(row["is_due"]), bool(row["is_late"])) == (is_due, is_due)


def test_a_pause_by_hand_moves_the_due_time_and_no_wait_counts_within_it() -> None:
    from sameroom.handoff.tests.builders import case, moment

    facts = as_facts([{"begins": moment(3, 2), "touch": 7 * 3600, "pauses": [(3600, 5 * 3600)],
                       "excused": False}])  # fmt: skip
    row = case(record(agreement="promises: {first_touch: {within_hours: 4}}", **facts))
    assert row["due_at"] == moment(3, 2, 17)
    assert (row["waited_seconds"], row["is_late"]) == (3 * 3600, False)


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ({"is_excused": True}, Standing.EXCUSED),
        ({"is_kept": True}, Standing.UNTOLD),
        ({"due_at": None}, Standing.UNTOLD),
        ({"due_at": None, "is_paused": True}, Standing.PAUSED),
        ({"is_paused": True}, Standing.PAUSED),
        ({}, Standing.OPEN),
        ({"now": datetime(2026, 3, 3, 9, 0, 1, tzinfo=UTC)}, Standing.MISSED),
        ({"now": datetime(2026, 3, 3, 9, 0, 0, 700, tzinfo=UTC)}, Standing.OPEN),
        ({"is_kept": True, "kept_at": datetime(2026, 3, 2, tzinfo=UTC)}, Standing.KEPT),
        ({"is_kept": True, "kept_at": datetime(2026, 3, 4, tzinfo=UTC)}, Standing.MISSED),
    ],
)
def test_each_standing(told: dict[str, object], stands: Standing) -> None:
    usual = {"due_at": datetime(2026, 3, 3, 9, tzinfo=UTC), "kept_at": None, "is_kept": False,
             "is_paused": False, "is_excused": False,
             "now": datetime(2026, 3, 2, 12, tzinfo=UTC)}  # fmt: skip
    assert promises.standing(**(usual | told)) is stands  # type: ignore[arg-type]  # as above


def test_a_dispute_ends_once_both_leads_say_the_same() -> None:
    assert promises.settle(marketing="", sales="excuse") is None
    assert promises.settle(marketing="count", sales="excuse") is None
    assert promises.settle(marketing="excuse", sales="excuse") is Ruling.EXCUSE


def test_what_is_missing_in_a_pause_is_said_at_its_field() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert set(promises.lacks_in_pause(reason=" ", until=now, now=now)) == {"reason", "until"}
    far = now + promises.LONGEST_PAUSE
    assert promises.lacks_in_pause(reason="On leave", until=far, now=now) == {}
    assert set(
        promises.lacks_in_pause(reason="x", until=far + timedelta(seconds=1), now=now)
    ) == {"until"}  # fmt: skip


def test_promises_that_cannot_be_kept_or_contradict_each_other_are_told() -> None:
    early, late = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    assert promises.oddities(dues=[(early, late), (early, early)]) == ()
    assert promises.oddities(dues=[(early, late), (late, early)]) == (
        "decision before first contact",
    )
    assert len(promises.oddities(dues=[(None, None)])) == 2


def test_only_its_owner_and_the_lead_of_sales_stop_a_clock() -> None:
    own = Reader(1, "sales", member_id="crm:2")
    head, ada = Reader(2, "sales", Role.LEAD), Reader(3, "marketing", Role.LEAD)
    assert promises.may_stop_clock(reader=own, owner_id="crm:2")
    assert promises.may_stop_clock(reader=head, owner_id="")
    for reader, owner in ((own, "crm:3"), (own, ""), (Reader(4, "sales"), ""), (ada, "crm:2")):
        assert not promises.may_stop_clock(reader=reader, owner_id=owner)
