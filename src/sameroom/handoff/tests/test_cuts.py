"""A figure about a part of the leads is what the measure tells of a record of these leads alone."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest

from sameroom.engines.trial import Trial
from sameroom.handoff import cuts
from sameroom.handoff.cuts import Cut, ReadLead, Record
from sameroom.handoff.cuts.told import MEASURED
from sameroom.handoff.tests.builders import WINDOW, Row, act, lead, moment, move, record
from sameroom.measure import Context, Reading, Told

SEGMENTS = ("Machinery", "Food", "Logistics")
CAMPAIGNS = ("Spring fair", "Webinar", "Guide")
MEMBERS = [
    {"id": f"crm:m{n}", "name": f"M{n}", "team": "sales" if n < 6 else "service"} for n in range(12)
]
NAMES = [measure.name for measure, _ in MEASURED] + ["response_conversion"]
SHARED = {"", "month", "hours", "attempts", "response", "owned by"}
FAMILIES = ("procedural", "clerical", "definitional", None)


def segment_of(number: int) -> str:
    return SEGMENTS[number % 7 % 3]


def campaign_of(number: int) -> str:
    return CAMPAIGNS[number % 5 % 3]


def team_of(number: int) -> str:
    is_nobodys = number % 12 == 3 and number % 7 == 0
    return "" if is_nobodys else str(MEMBERS[number % 12]["team"])


def handed_at(number: int) -> object:
    return moment(1, 5) + timedelta(days=number * 37 % 160, minutes=number * 13 % 480)


@cache
def facts() -> dict[str, list[Row]]:
    """Make 300 leads that fare differently: answered or not, turned down, sent back, won."""
    chance = random.Random(7)
    made: dict[str, list[Row]] = {
        name: [] for name in ("lead", "stage_change", "activity", "deal", "person", "account")
    }
    for n in range(300):
        at = moment(1, 5) + timedelta(days=n * 37 % 160, minutes=n * 13 % 480)
        made["account"].append({"id": f"crm:a{n}", "name": f"A{n}", "industry": segment_of(n)})
        made["person"].append({"id": f"crm:p{n}", "name": f"P{n}", "account_id": f"crm:a{n}"})
        made["lead"].append(lead(
            n, created_at=at, campaign_id=f"crm:c{n % 5 % 3}",
            owner_id=f"crm:m{n % 12}" if team_of(n) else None,
            account_id=f"crm:a{n}", assigned_at=at + timedelta(minutes=chance.randrange(300)),
            return_at=at + timedelta(days=20),
        ))  # fmt: skip
        of = f"crm:l{n}"
        made["stage_change"].append(move("handed over", at, of=of, id=f"crm:h{n}"))
        kind = chance.choice(("silent", "rejected", "accepted", "accepted", "recycled", "won"))
        if kind == "silent":
            continue
        touched = at + timedelta(seconds=chance.randrange(60, 360_000))
        for tries in range(chance.randrange(0 if kind == "rejected" else 1, 7)):
            made["activity"].append(
                act(touched + timedelta(days=tries), lead_id=of, id=f"crm:t{n}-{tries}")
            )
        stage = "accepted" if kind == "won" else kind
        family = chance.choice(FAMILIES) if kind == "rejected" else None
        made["stage_change"].append(
            move(stage, touched, of=of, id=f"crm:d{n}", reason_family=family)
        )
        if kind == "won" or (kind == "recycled" and n % 2):
            made["deal"].append({
                "id": f"crm:k{n}", "lead_id": of, "outcome": "won", "amount": 1000,
                "created_at": touched, "closed_at": touched + timedelta(days=9),
            })  # fmt: skip
    return made


@cache
def trial(keeps: Callable[[int], bool] | None = None) -> Trial:
    rows = facts()
    kept = {
        name: [one for one in listed if keeps is None or keeps(_number(one, name))]
        for name, listed in rows.items()
    }
    campaigns = [{"id": f"crm:c{n}", "name": name} for n, name in enumerate(CAMPAIGNS)]
    text = "goals:\n  horizon_days: 30\n"
    return record(agreement=text, campaign=campaigns, member=MEMBERS, **kept)


def _number(row: Row, noun: str) -> int:
    told = {"activity": "lead_id", "stage_change": "subject_id"}.get(noun, "id")
    return int(str(row[told])[5:])


@cache
def read() -> Record:
    return cuts.read_leads(engine=trial())


def parts() -> dict[Cut, tuple[ReadLead, ...]]:
    return dict(cuts.cut_up(record=read(), choices=cuts.list_choices(record=read())))


def by_place(told: list[tuple[str, Told]]) -> dict[tuple[object, ...], Told]:
    return {(name, one.figure, one.part): one for name, one in told}


def of_measures(engine: Trial) -> dict[tuple[object, ...], Told]:
    context = Context(WINDOW, read().terms)
    found = [(name, one) for name in NAMES for one in engine.measure(name, context=context)]
    return by_place([
        (name, one) for name, one in found
        if (one.part[0][0] if one.part else "") in SHARED
        or (name == "rejection_reasons" and one.part[0][0] != "reason")
    ])  # fmt: skip


# What compares answered in time with answered late is told of all leads alone.
OF_ALL = {
    "recommended_difference", "raw_difference", "adjusted_difference", "arrival_difference",
    "e_value", "arrival_strength",
}  # fmt: skip
MAY = moment(5, 1), moment(6, 1)


def is_recent(number: int) -> bool:
    at = handed_at(number)
    return at >= WINDOW.ends_at - timedelta(days=28)  # type: ignore[operator]  # a moment


def is_of_may(number: int) -> bool:
    return MAY[0] <= handed_at(number) < MAY[1]  # type: ignore[operator]  # a moment


def is_food(number: int) -> bool:
    return segment_of(number) == "Food"


def is_webinar(number: int) -> bool:
    return campaign_of(number) == "Webinar"


def is_service(number: int) -> bool:
    return team_of(number) == "service"


def is_both(number: int) -> bool:
    return is_webinar(number) and team_of(number) == "sales"


@pytest.mark.parametrize(
    ("cut", "keeps", "least"),
    [
        (Cut(), None, 80),
        (Cut(segment="Food"), is_food, 30),
        (Cut(campaign="Webinar"), is_webinar, 30),
        (Cut(team="service"), is_service, 30),
        (Cut(period="2026-05"), is_of_may, 15),
        (Cut(period="recent"), is_recent, 10),
        (Cut(campaign="Webinar", team="sales"), is_both, 25),
    ],
    ids=["all", "segment", "campaign", "team", "month", "recent", "two at once"],
)
def test_a_figure_of_a_part_is_what_the_measure_tells_of_a_record_of_it_alone(
    cut: Cut, keeps: Callable[[int], bool] | None, least: int
) -> None:
    told = by_place(list(cuts.tell(leads=parts()[cut], record=read())))
    measured = {key: one for key, one in of_measures(trial(keeps)).items() if key[1] not in OF_ALL}
    assert set(told) == set(measured)
    assert sum(isinstance(one, Reading) for one in told.values()) >= least
    for key, one in told.items():
        assert _same(one, measured[key]), (key, one, measured[key])


def _same(one: Told, other: Told) -> bool:
    if isinstance(one, Reading) and isinstance(other, Reading):
        numbers = [one.value, *([one.interval.low, one.interval.high] if one.interval else [])]
        others = [
            other.value, *([other.interval.low, other.interval.high] if other.interval else [])
        ]  # fmt: skip
        return numbers == pytest.approx(others) and (one.count, one.words) == (
            other.count, other.words,
        )  # fmt: skip
    return one == other


def test_the_curve_is_the_one_whose_points_the_measure_tells() -> None:
    drawn = cuts.draw(leads=parts()[Cut()], record=read())
    told = of_measures(trial())
    for hours, share, low, high in drawn.curve:
        assert 0 <= low <= share <= high <= 1
        if one := told.get(("speed_to_lead", "still_waiting_share", (("hours", f"{hours:g}"),))):
            assert isinstance(one, Reading)
            assert share == pytest.approx(one.value)
    shares = [spot[1] for spot in drawn.curve]
    assert shares == sorted(shares, reverse=True)


def test_the_curve_of_decisions_falls_to_half_where_the_measure_has_its_median() -> None:
    drawn = cuts.draw(leads=parts()[Cut()], record=read())
    median = of_measures(trial())["decision_time", "median_hours", ()]
    assert isinstance(median, Reading)
    before = [share for hours, share, _l, _h in drawn.decided if hours < median.value]
    after = [share for hours, share, _l, _h in drawn.decided if hours >= median.value]
    assert min(before) > 0.5 >= max(after)
    assert any(hours == read().decision_hours == 24 for hours, _s, _l, _h in drawn.decided)


def test_weeks_and_ages_add_up_to_what_the_measures_count() -> None:
    drawn = cuts.draw(leads=parts()[Cut()], record=read())
    told = of_measures(trial())
    rejected, undecided = (
        told["rejection_reasons", "rejected", ()],
        told["acceptance", "undecided", ()],
    )
    assert isinstance(rejected, Reading)
    assert isinstance(undecided, Reading)
    assert sum(sum(week.families.values()) for week in drawn.weeks) == rejected.value > 20
    assert sum(drawn.ages) == undecided.value > 20
    by_name = dict(drawn.by_campaign)
    assert set(by_name) == set(CAMPAIGNS)
    assert sum(sum(w.families.values()) for weeks in by_name.values() for w in weeks) == (
        rejected.value
    )


def test_a_part_of_fewer_than_five_leads_is_not_told() -> None:
    told = parts()
    assert all(len(leads) >= 5 for cut, leads in told.items() if cut != Cut())
    nobody = Record((), read().terms, 4.0, 24.0, WINDOW.starts_at, WINDOW.ends_at)
    choices = cuts.list_choices(record=nobody)
    assert dict(cuts.cut_up(record=nobody, choices=choices)) == {Cut(): ()}
    assert not any(
        isinstance(one, Reading) and one.value for _, one in cuts.tell(leads=(), record=nobody)
    )


def test_a_team_of_fewer_than_five_people_is_no_choice() -> None:
    rows = [ReadLead({**one.row, "owner_id": "crm:m1"}) for one in read().leads]
    few = Record(tuple(rows), read().terms, 4.0, 24.0, WINDOW.starts_at, WINDOW.ends_at)
    assert cuts.list_choices(record=read()).teams == ("sales", "service")
    assert cuts.list_choices(record=few).teams == ()
