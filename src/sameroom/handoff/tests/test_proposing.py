"""The promise that is kept today, as a draft may have it."""

from sameroom.agreement.clauses import Clauses
from sameroom.handoff import proposing
from sameroom.handoff.tests.builders import whole
from sameroom.handoff.tests.test_speed_to_lead import waits
from sameroom.measure import Proposed, Reading, Told, TooLittle, Unit


def told(hours: float) -> list[Told]:
    return [
        Reading(proposing.FIGURE, 3.0, Unit.HOURS, 20, part=(("campaign", "Spring"),)),
        Reading("promised_share", 0.9, Unit.SHARE, 400),
        Reading(proposing.FIGURE, hours, Unit.HOURS, 400),
    ]


def test_the_hours_are_rounded_up_to_a_quarter_so_that_they_are_kept() -> None:
    assert proposing.first_touch(told(11.6)) == Proposed(
        {"first_touch": {"within_hours": 11.75}},
        "Of 400 leads, the agreed 90 of 100 are in fact followed up within 11.75 working hours.",
    )
    assert proposing.disposition(told(30)) == Proposed(
        {"disposition": {"within_hours": 30}},
        "Of 400 leads, the agreed 90 of 100 are in fact decided within 30 working hours.",
    )
    quick = proposing.first_touch(told(0.0))
    assert quick is not None
    assert quick.value == {"first_touch": {"within_hours": 0.25}}


def test_the_other_promise_moves_along_where_it_could_not_stand() -> None:
    """By default a first contact is promised within 8 working hours, a decision within 24."""
    promised = Clauses().promises
    late, fits = proposing.first_touch(told(30)), proposing.first_touch(told(20))
    assert late is not None
    assert fits is not None
    assert proposing.fit(fits, promised) == fits
    moved = proposing.fit(late, promised)
    assert moved.value == {
        "first_touch": {"within_hours": 30}, "disposition": {"within_hours": 30}
    }  # fmt: skip
    assert moved.reason.endswith("moves along: from 24 to 30 working hours.")
    quick = proposing.disposition(told(0.1))
    assert quick is not None
    touch = promised.first_touch.within_hours
    moved = proposing.fit(quick, promised)
    assert moved.value["first_touch"] == {"within_hours": 0.25}
    assert f"from {touch:g} to 0.25 working hours" in moved.reason


def test_where_too_many_still_wait_nothing_is_proposed() -> None:
    untold = [told(1)[1], TooLittle(proposing.FIGURE, Unit.HOURS, 3, 30)]
    assert proposing.first_touch(untold) is None
    assert proposing.disposition([]) is None


def test_the_measure_tells_the_hours_of_the_agreed_share() -> None:
    readings = whole(waits([60] * 36 + [120] * 4), "speed_to_lead")
    proposed = proposing.first_touch(readings.values())
    assert proposed is not None
    assert proposed.value == {"first_touch": {"within_hours": 1}}
    assert proposed.reason.startswith("Of 40 leads, the agreed 90 of 100")
