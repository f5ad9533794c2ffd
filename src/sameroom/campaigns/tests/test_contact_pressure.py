"""contact_pressure: weeks by contacts, the answer to mails by what came before, content shown."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from scipy.stats import pearsonr

from sameroom.campaigns.measures.contact_pressure import MEASURE
from sameroom.engines import catalog
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, TooLittle, Window, rows
from sameroom.stats.intervals import wilson

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
Row = Mapping[str, Any]  # Any: a cell


def mail(person: int, day: float, kind: str = "email_sent", **more: Any) -> Row:  # Any: a cell
    moment = MONDAY + timedelta(days=day)
    return {
        "origin": "m",
        "person_id": f"crm:p{person}",
        "occurred_at": moment,
        "kind": kind,
        **more,
    }


def call(person: int, day: float, **more: Any) -> Row:  # Any: a cell
    moment = MONDAY + timedelta(days=day)
    return {"person_id": f"crm:p{person}", "occurred_at": moment, "kind": "call", **more}


def make_trial(
    *, touches: Sequence[Row] = (), acts: Sequence[Row] = (), uses: Sequence[Row] = ()
) -> Trial:
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    return Trial(
        facts={
            "touch": [{"id": f"m:t{n}", **each} for n, each in enumerate(touches)],
            "activity": [{"id": f"crm:a{n}", **each} for n, each in enumerate(acts)],
            "asset_use": uses,
            "member": [{"id": "crm:help", "name": "Help", "team": "support"}],
        },
        given={"audit_window": [window]},
    )


def find(trial: Trial, figure: str, part: str = "") -> Reading | TooLittle:
    (found,) = [
        each
        for each in trial.measure("contact_pressure", context=CONTEXT)
        if each.figure == figure and "".join(label for _, label in each.part) == part
    ]
    return found


def worked() -> Trial:
    """Build the weeks of the method page: twenty times two people."""
    touches, acts = [], []
    for n in range(0, 40, 2):
        touches += [mail(n, 0), mail(n, 2), mail(n, 8), mail(n + 1, 1)]
        acts += [call(n, 1), call(n, 4, kind="email", is_automatic=True), call(n, 3, kind="note")]
        acts += [call(n, 5, direction="inbound")]
    return make_trial(touches=touches, acts=acts)


def test_the_weeks_worked_by_hand() -> None:
    for figure, part, value in (
        ("crowded_share", "", 1 / 3), ("both_teams_share", "", 1 / 3),
        ("week_share", "1", 2 / 3), ("week_share", "4", 1 / 3),
    ):  # fmt: skip
        found = find(worked(), figure, part)
        assert isinstance(found, Reading)
        assert (found.value, found.count) == (pytest.approx(value), 60)
        assert found.interval
        assert found.interval.low < value < found.interval.high


def test_a_week_begins_on_monday() -> None:
    trial = make_trial(touches=[mail(0, -0.4), mail(0, 0), mail(0, 6.5), mail(0, 6.7)])
    found = trial.rows("select contacts from contact_week order by first_at")
    assert [row["contacts"] for row in found] == [1, 2, 1]


def test_support_counts_as_others() -> None:
    (week,) = make_trial(acts=[call(0, 0, member_id="crm:help")]).rows("select * from contact_week")
    assert (week["contacts"], week["by_sales"], week["by_others"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("before", "count"),
    [([-30], 1), ([-30.001], 0), ([-1, -2, -29], 3), ([0], 0)],
)
def test_contacts_before_a_mail_are_those_of_thirty_days(before: list[float], count: int) -> None:
    acts = [call(0, -50), *(call(0, day) for day in before)]
    (row,) = make_trial(touches=[mail(0, 0)], acts=acts).rows("select * from mail_answer")
    assert row["contacts_before"] == count


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        ([mail(0, 1, "unsubscribe")], [True, False]),
        ([mail(0, 1, "complaint"), mail(0, 2, "unsubscribe")], [True, False]),
        ([mail(0, 11, "complaint")], [False, True]),
        ([mail(0, 41, "complaint")], [False, False]),
        ([mail(0, -1, "unsubscribe")], [False, False]),
        ([mail(1, 1, "unsubscribe")], [False, False]),
        ([mail(0, 1, "email_open")], [False, False]),
    ],
)
def test_a_refusal_belongs_to_the_mail_before_it(answers: list[Row], refused: list[bool]) -> None:
    touches = [mail(0, 0), mail(0, 10), *answers]
    trial = make_trial(touches=touches, acts=[call(9, -50)])
    found = trial.rows("select is_refused from mail_answer order by occurred_at")
    assert [row["is_refused"] for row in found] == refused


def test_mails_of_the_first_days_on_record_are_left_out() -> None:
    trial = make_trial(touches=[mail(0, -40), mail(1, -20), mail(2, -5)])
    assert [row["person_id"] for row in trial.rows("select * from mail_answer")] == ["crm:p2"]


def answered(rates: Mapping[int, tuple[int, int]]) -> Trial:
    """Build people who got so many calls before a mail, and how many of them turned it down."""
    touches, acts, person = [], [call(10**6, -50)], 0
    for dose, (hits, trials) in rates.items():
        for number in range(trials):
            touches.append(mail(person, 0))
            touches += [mail(person, 1, "unsubscribe")] if number < hits else []
            acts += [call(person, -1 - n / 2) for n in range(dose)]
            person += 1
    return make_trial(touches=touches, acts=acts)


CURVE = {0: (4, 100), 1: (4, 100), 3: (12, 60), 4: (8, 40), 6: (30, 100)}


def test_the_response_curve_worked_by_hand() -> None:
    trial = answered(CURVE)
    for part, hits, trials in (
        ("", 58, 400), ("0", 4, 100), ("1", 4, 100), ("3 to 4", 20, 100), ("5 to 8", 30, 100),
    ):  # fmt: skip
        found = find(trial, "refusal_share", part)
        assert isinstance(found, Reading)
        assert (found.value, found.count) == (hits / trials, trials)
        assert found.interval == wilson(successes=hits, trials=trials)
    whole = find(trial, "refusal_share")
    assert isinstance(whole, Reading)
    assert "rises" in whole.words
    assert "no proof of a cause" in whole.words
    dose = np.repeat([0, 1, 2, 3], 100)
    hit = np.concatenate([[1] * n + [0] * (100 - n) for n in (4, 4, 20, 30)])
    z = pearsonr(dose, hit).statistic * 20
    assert z == pytest.approx(
        (-1.5 * 4 - 0.5 * 4 + 0.5 * 20 + 1.5 * 30) / (0.145 * 0.855 * 500) ** 0.5
    )
    point = find(trial, "rises_from")
    assert isinstance(point, Reading)
    assert point.value == 3
    assert point.interval
    assert point.interval.low <= 3 <= point.interval.high


def test_without_a_rise_no_point_is_told() -> None:
    trial = answered({0: (10, 100), 1: (9, 100), 3: (11, 100), 6: (10, 100)})
    whole, point = find(trial, "refusal_share"), find(trial, "rises_from")
    assert isinstance(whole, Reading)
    assert "not seen" in whole.words
    assert isinstance(point, TooLittle)
    assert "not seen to rise" in point.missing


def test_without_any_refusal_on_record_nothing_is_said_of_answers() -> None:
    found = find(answered({0: (0, 120)}), "refusal_share")
    assert isinstance(found, TooLittle)
    assert "No unsubscribe" in found.missing
    assert found.bring


def test_the_content_a_buyer_is_shown() -> None:
    uses = [
        {
            "id": f"c:u{person}-{n}", "asset_id": f"lib:{n % pieces}", "kind": "shared",
            "person_id": f"crm:p{person}", "occurred_at": MONDAY,
        }
        for person in range(40)
        for pieces in [1 if person < 30 else 5]
        for n in range(2 * pieces)
    ]  # fmt: skip
    trial = make_trial(
        uses=[*uses, {**uses[0], "id": "c:v", "asset_id": "lib:9", "kind": "viewed"}]
    )
    median, top = find(trial, "pieces_median"), find(trial, "pieces_p90")
    assert isinstance(median, Reading)
    assert (median.value, median.count) == (1, 40)
    assert isinstance(top, Reading)
    assert top.value == 5


def test_the_order_of_rows_does_not_matter() -> None:
    moments = answered(CURVE).ask(catalog.get_measure("contact_pressure").sql)
    turned = moments.take(list(reversed(range(moments.num_rows))))
    assert rows(moments) != rows(turned)
    one, two = (list(MEASURE.result(moments=each, context=CONTEXT)) for each in (moments, turned))
    assert one == two


def test_few_people_are_too_little() -> None:
    trial = make_trial(touches=[mail(n, 0) for n in range(29)])
    for figure in ("crowded_share", "both_teams_share", "refusal_share", "pieces_median"):
        found = find(trial, figure)
        assert isinstance(found, TooLittle)
        assert found.bring
