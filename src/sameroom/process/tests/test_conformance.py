"""conformance: cases that keep to the documented order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.measure import TooLittle
from sameroom.process.tests.builders import Row, deal, documented, measured, path, reading, trial

ORDER = ("open", "demo", "contract")


def judged(cases: list[tuple[str, ...]], deals: list[Row] | None = None) -> dict:  # type: ignore[type-arg]  # as measured
    rows = [row for n, stages in enumerate(cases) for row in path(n, *stages)]
    return measured(documented(trial(stage_change=rows, deal=deals or []), *ORDER), "conformance")


def test_the_example_worked_by_hand() -> None:
    told = judged(
        [ORDER] * 20
        + [("open", "contract")] * 10
        + [("open", "demo", "open")] * 6
        + [("open", "legal", "demo")] * 4
    )
    assert reading(told, "conforming_share").value == 0.5
    by_kind = {
        kind: reading(told, "deviating_share", deviation=kind).value * 40
        for kind in ("passed over a stage", "went back", "not documented")
    }
    assert by_kind == {"passed over a stage": 10, "went back": 6, "not documented": 4}
    where = reading(told, "place_share", where="went back: demo → open")
    assert where.value == 6 / 40


def plain(stages: tuple[str, ...], used: set[str]) -> bool:
    """Judge one path as the page says."""
    order = [stage for stage in ORDER if stage in used]
    last = -1
    for stage in stages:
        if stage in ("won", "lost"):
            continue
        if stage not in order:
            return False
        place = order.index(stage)
        if place < last or place > last + 1:
            return False
        last = place
    return True


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*ORDER, "won", "legal"]), min_size=1, max_size=5).map(tuple),
        min_size=30, max_size=40,
    )
)  # fmt: skip
def test_a_plain_judge_of_each_path_agrees(cases: list[tuple[str, ...]]) -> None:
    cases = [*cases, *[ORDER] * len(cases)]  # so that the document is about this process
    told = judged(cases)
    used = {stage for stages in cases for stage in stages}
    kept = sum(plain(stages, used) for stages in cases)
    assert reading(told, "conforming_share").value == kept / len(cases)


def test_a_document_about_another_process_tells_nothing() -> None:
    found = judged([("one", "two")] * 40)["conforming_share", ()]
    assert isinstance(found, TooLittle)
    assert "agreement" in found.missing


def test_win_rates_of_both_sides_are_put_beside_each_other() -> None:
    cases = [(*ORDER, "won")] * 40 + [("open", "contract", "lost")] * 40
    deals = [deal(n, stages[-1], closed=5) for n, stages in enumerate(cases)]
    told = judged(cases, deals)
    assert reading(told, "kept_win_rate").value == 1
    assert reading(told, "other_win_rate").value == 0
    assert "need not be why" in reading(told, "win_rate_apart").words
