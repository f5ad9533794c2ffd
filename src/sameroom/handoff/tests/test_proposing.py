"""The promise that is kept today, as a draft may have it."""

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
