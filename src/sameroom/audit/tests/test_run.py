"""The audit asks each measure, keeps what it told, and says why it could not."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from sameroom.audit import Terms, audit
from sameroom.engines.catalog import Placed
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Evidence, Measure, Need, Reading, Told, TooLittle, Unit

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LEADS = [
    {"id": "crm:1", "created_at": datetime(2026, 1, 5, 9, tzinfo=UTC), "owner_id": "crm:sol"},
    {"id": "crm:2", "created_at": datetime(2026, 6, 2, 9, tzinfo=UTC)},
    {"id": "crm:3", "created_at": datetime(2031, 6, 2, 9, tzinfo=UTC)},
]


def count_rows(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how many rows the question found."""
    count = int(moments["n"][0].as_py())
    yield Reading("leads", float(count), Unit.COUNT, count)


def fail(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Fail as a measure with a fault would."""
    raise ZeroDivisionError("no rows at all")


def placed(*, sql: str = "select count(*) as n from lead", **changes: object) -> Placed:
    """Build a small measure."""
    settings: dict[str, object] = {
        "name": "leads",
        "question": "How many leads?",
        "unit": Unit.COUNT,
        "headline": "leads",
        "result": count_rows,
        "method": "docs/methods/leads.md",
    }
    return Placed("record", Measure(**{**settings, **changes}), sql)  # type: ignore[arg-type] # built from keywords


def test_it_keeps_what_a_measure_told_with_window_and_version() -> None:
    told = audit(
        engine=Trial(facts={"lead": LEADS}),
        terms=Terms(version="2026-1"),
        now=NOW,
        measures=(placed(),),
    )
    (stored,) = told.stored
    assert stored.told == Reading("leads", 3.0, Unit.COUNT, 3)
    assert stored.agreement_version == "2026-1"
    assert told.facts["lead"] == 3


def test_it_reads_from_the_first_event_to_the_day_after_the_last_that_is_not_in_the_future() -> (
    None
):
    told = audit(engine=Trial(facts={"lead": LEADS}), terms=Terms(), now=NOW, measures=())
    assert told.window.starts_at == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert told.window.ends_at == datetime(2026, 6, 3, tzinfo=UTC)


def test_it_reads_the_last_year_of_a_record_without_dates() -> None:
    told = audit(engine=Trial(), terms=Terms(), now=NOW, measures=())
    assert told.window.ends_at == NOW
    assert (told.window.ends_at - told.window.starts_at).days == 365


def test_a_clock_that_was_never_set_does_not_stretch_the_period() -> None:
    unset = {"id": "crm:9", "created_at": datetime(1970, 1, 19, tzinfo=UTC)}
    told = audit(engine=Trial(facts={"lead": [*LEADS, unset]}), terms=Terms(), now=NOW, measures=())
    assert told.window.starts_at == datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_it_says_whether_anything_is_dated() -> None:
    assert audit(engine=Trial(facts={"lead": LEADS}), terms=Terms(), now=NOW, measures=()).is_dated
    assert not audit(engine=Trial(), terms=Terms(), now=NOW, measures=()).is_dated


def test_it_says_what_to_bring_when_a_needed_column_is_empty() -> None:
    need = Need("lead.score|lead.channel", "how leads were scored", "the leads with their score")
    told = audit(
        engine=Trial(facts={"lead": LEADS}),
        terms=Terms(),
        now=NOW,
        measures=(placed(needs=(need,)),),
    )
    (stored,) = told.stored
    assert isinstance(stored.told, TooLittle)
    assert "how leads were scored" in stored.told.missing
    assert stored.told.bring == "the leads with their score"


def test_a_measure_that_fails_leaves_the_others_standing() -> None:
    told = audit(
        engine=Trial(facts={"lead": LEADS}),
        terms=Terms(),
        now=NOW,
        measures=(placed(name="broken", result=fail), placed()),
    )
    assert [type(stored.told) for stored in told.stored] == [TooLittle, Reading]
    assert told.failures == ("broken: no rows at all",)


@pytest.mark.parametrize(("colleagues", "shown"), [(4, "sales"), (3, "one of us")])
def test_evidence_shows_teams_instead_of_people(colleagues: int, shown: str) -> None:
    members = ["crm:sol", *(f"crm:{number}" for number in range(colleagues))]
    team = pa.table(
        {
            "member_ref": members,
            "member_id": members,
            "name": ["Sol"] * len(members),
            "team": ["sales"] * len(members),
            "calendar": ["default"] * len(members),
        }
    )
    evidence = Evidence("lead", ("id", "owner_id"), "All leads", order="id", people=("owner_id",))
    told = audit(
        engine=Trial(facts={"lead": LEADS}, shared={"team_member": team}),
        terms=Terms(),
        now=NOW,
        measures=(placed(evidence=(evidence,)),),
    )
    (rows,) = told.evidence
    assert rows.sample()[0] == {"id": "crm:1", "owner_id": shown}
    assert rows.sample()[1] == {"id": "crm:2", "owner_id": "no known team"}
    assert rows.total == 3
    assert rows.all_rows().to_pylist() == rows.sample()
