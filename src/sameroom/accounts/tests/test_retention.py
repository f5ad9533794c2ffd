"""retention: customers and money kept."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from sameroom.accounts.tests.builders import Row, act, day, deal, read, reading, record
from sameroom.measure import TooLittle


def the_table_of_its_page(times: int = 10) -> list[Row]:
    rows = []
    for n in range(0, 5 * times, 5):
        rows += [deal(n, -300), deal(n, 50, kind="renewal", amount=120)]
        rows += [deal(n, 80, kind="expansion", amount=30)]
        rows += [deal(n + 1, -300), deal(n + 1, 60, kind="renewal", amount=80)]
        rows += [deal(n + 2, -300), deal(n + 2, 70, kind="renewal", outcome="lost")]
        rows += [deal(n + 3, -300)]  # no renewal in the period
        rows += [{**deal(n + 4, 90, kind="renewal", outcome="open")}, deal(n + 4, -300)]
    return rows


def test_the_example_of_its_page_ten_times_over() -> None:
    told = read(record(deal=the_table_of_its_page()), "retention")
    kept = reading(told, "logo_retention")
    assert (kept.value, kept.count) == (2 / 3, 30)
    assert "10 not decided though their day has passed" in kept.words
    assert reading(told, "gross_retention").value == pytest.approx((100 + 80) / 300)
    assert reading(told, "net_retention").value == pytest.approx((120 + 30 + 80) / 300)
    assert kept.interval is not None
    assert (kept.interval.low, kept.interval.high) == pytest.approx(
        proportion_confint(20, 30, method="wilson")
    )


def test_a_regular_buyer_without_renewals_is_due_by_their_own_habit() -> None:
    """Bought on days 0, 40 and 80: due by 0 + 1.5 × … the first time on day 40 + 60 = 100."""
    rows = [deal(1, on, kind=None) for on in (0, 40, 80)]
    rows += [deal(2, on, kind=None) for on in (0, 40, 101)]
    rows += [deal(3, 0, kind=None)]
    moments = record(deal=rows).rows(
        "select buyer_id, basis, has_happened, moment_at from customer_moment "
        "where kind = 'due' order by buyer_id"
    )
    assert [(row["basis"], row["has_happened"]) for row in moments] == [
        ("repeat purchase", True), ("repeat purchase", False),
    ]  # fmt: skip
    assert moments[0]["moment_at"] == day(100)


def test_those_a_team_had_turned_to_stand_beside_the_others_of_the_same_size() -> None:
    """Large customers renew more and are called more; within a size the call does nothing."""
    accounts, deals, acts = [], [], []
    number = 0
    for employees, called, kept, of in (
        (20, True, 2, 10), (20, False, 8, 40), (500, True, 32, 40), (500, False, 8, 10),
    ):  # fmt: skip
        for n in range(of):
            number += 1
            accounts.append({"id": f"crm:a{number}", "name": f"a{number}", "employees": employees})
            outcome = "won" if n < kept else "lost"
            deals.append(deal(number, 100, kind="renewal", outcome=outcome))
            acts += [act(number, 90)] if called else []
            acts.append(act(number, 101))  # after the moment: counts for nothing
    told = read(record(account=accounts, deal=deals, activity=acts), "retention")
    side = (("team", "sales"),)
    raw = reading(told, "kept_raw_difference", side)
    assert raw.value == pytest.approx(34 / 50 - 16 / 50)
    alike = reading(told, "kept_difference", side)
    assert alike.value == pytest.approx(0, abs=1e-12)
    assert alike.interval is not None
    assert alike.interval.low < 0 < alike.interval.high
    assert "association" in alike.words
    touched = reading(told, "kept_share", (("team", "sales"), ("before", "touched")))
    assert (touched.value, touched.count) == (34 / 50, 50)
    assert isinstance(told["kept_difference", (("team", "service"),)], TooLittle)


def test_service_counts_by_its_acts_and_its_tickets() -> None:
    members = [{"id": "crm:eva", "team": "service"}]
    deals = [deal(n, 100, kind="renewal") for n in (1, 2, 3)]
    trial = record(
        member=members,
        deal=deals,
        activity=[act(1, 90, member_id="crm:eva"), act(2, 90, is_automatic=True)],
        ticket=[{"opened_at": day(80), "account_id": "crm:a3"}],
        touch=[{"occurred_at": day(95), "kind": "email_open", "account_id": "crm:a3"}],
    )
    rows = trial.rows("select * from customer_touch order by moment_id")
    assert [(row["service"], row["sales"], row["marketing"]) for row in rows] == [
        (1, 0, 0), (1, 0, 1),
    ]  # fmt: skip


def test_where_no_deal_has_a_kind_and_nobody_bought_twice_it_says_what_to_bring() -> None:
    told = read(record(deal=[deal(n, 50, kind=None) for n in range(60)]), "retention")
    found = told["logo_retention", ()]
    assert isinstance(found, TooLittle)
    assert "renewal" in found.missing
    assert "type: new, expansion, renewal" in found.bring


def test_an_empty_record_gives_an_answer_and_no_error() -> None:
    assert isinstance(read(record(), "retention")["logo_retention", ()], TooLittle)
