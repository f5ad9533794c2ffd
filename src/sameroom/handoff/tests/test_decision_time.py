"""decision_time: whether leads are decided in the time promised, and how long that takes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.agreement import parse
from sameroom.agreement.calendar import working_time
from sameroom.agreement.clauses import Calendar
from sameroom.engines.trial import Trial
from sameroom.handoff import clocks, promises
from sameroom.handoff.clocks import Pause
from sameroom.handoff.promises import Standing
from sameroom.handoff.tests.builders import (
    WINDOW,
    Row,
    case,
    lead,
    moment,
    move,
    read,
    record,
    whole,
)
from sameroom.handoff.tests.test_promises import CALENDARS, ZONES, as_facts, lives
from sameroom.measure import Reading, Told, TooLittle

OFFICE = working_time(calendar=Calendar(), company_zone="UTC")
ENDS = WINDOW.ends_at
HOURS = 3600
EXAMPLE = (4, 10, 24, 30, None)


def decided(after: Sequence[float | None], *, late: int = 0, **columns: object) -> Trial:
    """Make a lead a decision: handed over Monday 2 March at 9, accepted so many hours later.

    Args:
        late: leads handed over six working hours before the end of the period, not decided yet.
    """
    leads = [lead(n, **columns) for n in range(len(after))]
    moves = [
        move("accepted", OFFICE.after(starts_at=moment(3, 2), open_seconds=int(hours * HOURS)),
             of=f"crm:l{n}")
        for n, hours in enumerate(after)
        if hours is not None
    ]  # fmt: skip
    leads += [lead(1000 + n, created_at=moment(6, 30, 11), **columns) for n in range(late)]
    return record(lead=leads, stage_change=moves)


def value(told: Told) -> float:
    assert isinstance(told, Reading)
    return told.value


def clock(trial: Trial) -> Row:
    (row,) = trial.rows("select * from decision_clock")
    return row


def test_the_example_of_its_page_ten_times_over() -> None:
    told = whole(decided(EXAMPLE * 10, late=10), "decision_time")
    kept = told["within_target"]
    assert isinstance(kept, Reading)
    assert (kept.value, kept.count) == (0.6, 50)
    assert value(told["median_hours"]) == 24
    assert (value(told["waiting"]), value(told["overdue"])) == (20, 10)
    assert value(told["promised_share"]) == 0.95
    slow = told["p90_hours"]
    assert isinstance(slow, TooLittle)
    assert "have not been decided at all" in slow.missing
    assert slow.bring.startswith("A decision"), "nothing is missing from the record"


@pytest.mark.filterwarnings("ignore")  # the oracle's own library warns about itself
def test_median_and_interval_agree_with_lifelines() -> None:
    lifelines = pytest.importorskip("lifelines")
    from lifelines.utils import median_survival_times

    hours = [1 + n % 7 + n / 10 for n in range(60)]
    told = whole(decided([*hours, None, None]), "decision_time")
    end = OFFICE.open_seconds(starts_at=moment(3, 2), ends_at=ENDS) / HOURS
    oracle = lifelines.KaplanMeierFitter().fit([*hours, end, end], [True] * 60 + [False] * 2)
    band = median_survival_times(oracle.confidence_interval_survival_function_)
    median = told["median_hours"]
    assert isinstance(median, Reading)
    assert median.interval is not None
    assert median.value == pytest.approx(oracle.median_survival_time_)
    assert [median.interval.low, median.interval.high] == pytest.approx(band.iloc[0].to_list())
    assert value(told["p90_hours"]) == pytest.approx(oracle.percentile(0.1))


def test_leads_that_wait_make_it_slower_and_not_faster() -> None:
    quick = [1.0] * 20 + [10.0] * 20
    assert value(whole(decided(quick), "decision_time")["median_hours"]) == 1
    assert value(whole(decided([*quick, *[None] * 5]), "decision_time")["median_hours"]) == 10


def test_a_first_contact_is_no_decision() -> None:
    acts: list[Row] = [{"occurred_at": moment(3, 2, 10), "kind": "call", "lead_id": "crm:l1"}]
    row = clock(record(lead=[lead()], activity=acts))
    assert (row["is_decided"], row["is_due"], row["is_late"]) == (False, True, True)


def test_a_pause_by_hand_moves_the_due_time_and_an_excuse_counts_in_nothing() -> None:
    life = {"begins": moment(3, 2), "touch": None, "pauses": [(1 * HOURS, 25 * HOURS)],
            "excused": False}  # fmt: skip
    text = "promises: {disposition: {within_hours: 12}}"
    facts = {**as_facts([life]), "stage_change": [move("rejected", moment(3, 4, 13))]}
    row = clock(record(agreement=text, **facts))
    assert row["due_at"] == moment(3, 4, 13), "an hour on Monday, seven on Tuesday, four more"
    assert (row["decided_seconds"], row["is_late"]) == (12 * HOURS, False)
    late = as_facts([{**life, "excused": True}], "disposition")
    for facts, is_late in ((late, False), (as_facts([{**life, "excused": True}]), True)):
        row = clock(record(agreement=text, **facts))
        assert (row["is_excused"], row["is_late"]) == (not is_late, is_late)
    many = as_facts([{**life, "excused": n < 10} for n in range(50)], "disposition")
    moves = [move("accepted", moment(3, 3, 12), of=f"crm:l{n}") for n in range(31, 51)]
    told = whole(record(agreement=text, **many, stage_change=moves), "decision_time")
    assert isinstance(told["within_target"], Reading)
    assert (told["within_target"].value, told["within_target"].count) == (0.5, 40)
    assert value(told["overdue"]) == 20


@pytest.mark.parametrize(
    ("begins", "pauses", "due", "stands"),
    [
        (moment(3, 2), [(28 * HOURS, None)], moment(3, 3, 13), Standing.MISSED),
        (moment(3, 2), [(28 * HOURS, 30 * HOURS)], moment(3, 3, 13), Standing.MISSED),
        (moment(3, 2), [(28 * HOURS - 1, None)], None, Standing.PAUSED),
        (moment(6, 30), [(1 * HOURS, 24 * HOURS)], moment(7, 2, 12), Standing.PAUSED),
        (moment(6, 30), [(1 * HOURS, 15 * HOURS)], moment(7, 2, 12), Standing.OPEN),
    ],
    ids=[
        "from when it was due on",
        "from then for two hours",
        "a second before",
        "beyond the end",
        "until the end",
    ],
)
def test_pauses_at_the_very_edges_by_hand(
    begins: datetime, pauses: list[tuple[int, int | None]], due: datetime | None, stands: Standing
) -> None:
    facts = as_facts([{"begins": begins, "touch": None, "pauses": pauses, "excused": False}])
    text = "promises: {first_touch: {within_hours: 12}, disposition: {within_hours: 12}}"
    trial = record(agreement=text, **facts)
    row, first = clock(trial), case(trial)
    assert (row["due_at"], page_says(row)) == (due, stands)
    assert [row[name] for name in ("due_at", "is_due", "is_late", "is_paused")] == [
        first[name] for name in ("due_at", "is_due", "is_late", "is_paused")
    ]


def test_a_decision_at_no_known_time_is_in_no_clock_and_is_told_of() -> None:
    leads = [lead(n) for n in range(40)] + [lead(n, status="Rejected") for n in range(40, 60)]
    moves = [move("accepted", moment(3, 3), of=f"crm:l{n}") for n in range(40)]
    kept = whole(record(lead=leads, stage_change=moves), "decision_time")["within_target"]
    assert isinstance(kept, Reading)
    assert kept.count == 40
    assert "Of 20 more that were decided nothing says when." in kept.words


@pytest.mark.parametrize(("timed", "words"), [(0, "Nothing on record"), (10, "For most")])
def test_without_decisions_at_a_known_time_it_says_what_to_bring(timed: int, words: str) -> None:
    leads = [lead(n, status="Rejected" if timed else "New") for n in range(40)]
    moves = [move("accepted", moment(3, 3), of=f"crm:l{n}") for n in range(timed)]
    told = whole(record(lead=leads, stage_change=moves), "decision_time")
    for figure in ("within_target", "median_hours", "p90_hours"):
        one = told[figure]
        assert isinstance(one, TooLittle)
        assert words in one.missing
        assert "history of its status" in one.bring


def test_a_decision_said_to_have_come_before_the_hand_over_is_at_no_known_time() -> None:
    row = clock(record(lead=[lead()], stage_change=[move("accepted", moment(3, 1))]))
    assert (row["is_decided"], row["decided_at"], row["is_clocked"]) == (True, None, False)


def test_a_lead_whose_hand_over_has_no_time_has_no_clock() -> None:
    trial = record(lead=[lead(1), lead(2, status="Accepted")],
                   stage_change=[move("MQL", moment(3, 3))])  # fmt: skip
    rows = trial.rows("select due_at, is_clocked from decision_clock order by case_id")
    assert [row["is_clocked"] for row in rows] == [True, False]
    assert [row["due_at"] is None for row in rows] == [False, True]


def test_whoever_has_a_calendar_of_their_own_is_measured_by_it() -> None:
    text = (
        "promises: {disposition: {within_hours: 8}}\ncalendars: {early: {monday: ['06:00-10:00']}}"
    )
    member = {"id": "crm:sol", "team": "sales", "calendar": "early"}
    row = clock(record(agreement=text, member=[member], lead=[lead(owner_id="crm:sol")]))
    assert row["due_at"] == moment(3, 3, 16), "an hour on Monday, seven on Tuesday"


@pytest.mark.parametrize(("size", "is_shown"), [(4, False), (5, True)])
def test_a_team_of_fewer_than_five_is_not_shown_apart(size: int, is_shown: bool) -> None:
    members = [{"id": f"crm:m{n}", "team": "sales"} for n in range(size)]
    leads = [lead(n, owner_id=f"crm:m{n % size}") for n in range(40)]
    moves = [move("accepted", moment(3, 3), of=f"crm:l{n}") for n in range(40)]
    told = read(record(member=members, lead=leads, stage_change=moves), "decision_time")
    parts = {one.part for one in told}
    assert ((("team", "sales"),) in parts) is is_shown
    assert (("month", "2026-03"),) in parts


@st.composite
def decisions(draw: st.DrawFn) -> dict[str, object]:
    """Draw a life, what was decided and when, and whether its owner has hours of their own."""
    stage = draw(st.sampled_from(["accepted", "rejected", "Bad Timing", None]))
    after = draw(st.integers(-3_600, 700_000))
    return {**draw(lives()), "touch": None, "stage": stage, "after": after,
            "own": draw(st.booleans())}  # fmt: skip


def told_of(drawn: list[dict]) -> dict[str, list[Row]]:  # type: ignore[type-arg]  # as drawn
    facts = as_facts(drawn, "disposition")
    facts["member"] = [{"id": "crm:own", "team": "sales", "calendar": "own"}]
    facts["stage_change"] = []
    for number, (life, row) in enumerate(zip(drawn, facts["lead"], strict=True), start=1):
        row["owner_id"] = "crm:own" if life["own"] else None
        if life["stage"]:
            when = life["begins"] + timedelta(seconds=life["after"])
            facts["stage_change"].append(move(life["stage"], when, of=f"crm:l{number}"))
    return facts


@settings(max_examples=12, deadline=None)
@given(
    st.lists(decisions(), min_size=1, max_size=40), st.sampled_from(sorted(CALENDARS)),
    st.sampled_from(ZONES), st.sampled_from([0.25, 2.0, 8.0, 24.0]),
)  # fmt: skip
def test_the_rule_of_the_page_and_the_table_of_the_year_say_the_same(
    drawn: list[dict], calendar: str, zone: str, hours: float  # type: ignore[type-arg]  # as drawn
) -> None:  # fmt: skip
    other = next(name for name in sorted(CALENDARS) if name != calendar)
    text = f"""
company: {{time_zone: {zone}}}
promises:
  first_touch: {{within_hours: 0.25}}
  disposition: {{within_hours: {hours}, calendar: told}}
calendars: {{told: {CALENDARS[calendar]}, own: {CALENDARS[other]}}}
"""
    clauses = parse(text=text).clauses
    trial = record(agreement=text, **told_of(drawn))
    rows = {row["case_id"]: row for row in trial.rows("select * from decision_clock")}
    for number, life in enumerate(drawn, start=1):
        begins: datetime = life["begins"]
        row = rows[f"crm:l{number}"]
        working = working_time(
            calendar=clauses.calendars["own" if life["own"] else "told"], company_zone=zone
        )
        paused = [
            Pause(begins + timedelta(seconds=first),
                  None if last is None else begins + timedelta(seconds=last))
            for first, last in life["pauses"]
            if begins + timedelta(seconds=first) < ENDS
        ]  # fmt: skip
        when = begins + timedelta(seconds=life["after"])
        is_decided = life["stage"] is not None and when < ENDS
        at = when if is_decided and when >= begins else None
        due = clocks.due_at(starts_at=begins, within=timedelta(hours=hours), working=working,
                            pauses=paused)  # fmt: skip
        stands = promises.standing(
            due_at=due, kept_at=at, is_kept=is_decided, is_excused=life["excused"], now=ENDS,
            is_paused=any(one.ends_at is None or one.ends_at > ENDS for one in paused),
        )  # fmt: skip
        assert row["due_at"] == due, life
        assert page_says(row) is stands, life
        assert bool(row["is_late"]) == (stands is Standing.MISSED), life
        assert bool(row["is_due"]) == (due is not None and due <= ENDS), life
        assert row["is_clocked"] == (at is not None or not is_decided)
        if row["is_clocked"]:
            spent = clocks.spent(starts_at=begins, until=at or ENDS, working=working, pauses=paused)
            assert row["decided_seconds"] == spent, life


def page_says(row: Row) -> Standing:
    return promises.standing(
        due_at=row["due_at"], kept_at=row["decided_at"], is_kept=row["is_decided"],
        is_paused=row["is_paused"], is_excused=row["is_excused"], now=ENDS,
    )  # fmt: skip
