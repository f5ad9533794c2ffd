"""never_touched: leads nobody ever turned to."""

from sameroom.handoff.tests.builders import act, lead, moment, move, read, record, whole
from sameroom.measure import Reading, TooLittle


def test_the_example_of_its_page_many_times_over() -> None:
    """Twenty each of: touched, touched late, never, and handed over an hour before the end."""
    starts = [moment(3, 2), moment(3, 2), moment(3, 3, 13), moment(6, 30, 16)]
    leads = [lead(n, created_at=starts[n % 4]) for n in range(80)]
    acts = [act(moment(3, 2, 11), lead_id=f"crm:l{n}") for n in range(0, 80, 4)]
    acts += [act(moment(3, 5), lead_id=f"crm:l{n}") for n in range(1, 80, 4)]
    told = whole(record(lead=leads, activity=acts), "never_touched")
    never, touched = told["never_touched_share"], told["touched_share"]
    assert isinstance(never, Reading)
    assert (never.value, never.count) == (20 / 60, 60)
    assert isinstance(touched, Reading)
    assert never.value + touched.value == 1


def test_a_rejection_is_a_way_to_turn_to_a_lead() -> None:
    leads = [lead(n) for n in range(40)]
    moves = [move("MQL", moment(3, 2), of=f"crm:l{n}") for n in range(40)]
    moves += [move("Rejected", moment(3, 3), of=f"crm:l{n}") for n in range(30)]
    told = whole(record(lead=leads, stage_change=moves), "never_touched")["never_touched_share"]
    assert isinstance(told, Reading)
    assert told.value == 10 / 40


def test_a_status_that_shows_work_counts_though_no_act_is_on_record() -> None:
    leads = [lead(n, status="Working - Contacted") for n in range(39)]
    leads += [lead(40, status="Working - Contacted")]
    acts = [act(moment(3, 3), lead_id="crm:l40")]
    told = whole(record(lead=leads, activity=acts), "never_touched")["never_touched_share"]
    assert isinstance(told, Reading)
    assert told.value == 0


def test_leads_that_only_became_deals_do_not_make_the_others_neglected() -> None:
    leads = [lead(n) for n in range(100)]
    deals = [{"id": f"crm:d{n}", "lead_id": f"crm:l{n}", "created_at": moment(4, 1)}
             for n in range(10)]  # fmt: skip
    told = whole(record(lead=leads, deal=deals), "never_touched")["never_touched_share"]
    assert isinstance(told, TooLittle)
    assert "No call, mail" in told.missing


def test_the_age_of_the_untouched_is_told_in_days() -> None:
    leads = [lead(n) for n in range(31)]
    acts = [act(moment(3, 3), lead_id="crm:l0")]
    age = whole(record(lead=leads, activity=acts), "never_touched")["untouched_age_days"]
    assert isinstance(age, Reading)
    assert (age.value, age.count) == (120, 30)


def test_each_month_stands_for_itself() -> None:
    leads = [lead(n, created_at=moment(3 if n < 30 else 4, 1)) for n in range(60)]
    acts = [act(moment(5, 4), lead_id=f"crm:l{n}") for n in range(30)]
    told = {
        one.part: one
        for one in read(record(lead=leads, activity=acts), "never_touched")
        if one.figure == "never_touched_share" and isinstance(one, Reading)
    }
    assert told[(("month", "2026-03"),)].value == 0
    assert told[(("month", "2026-04"),)].value == 1


def test_an_empty_record_gives_an_answer_and_no_error() -> None:
    assert isinstance(whole(record(), "never_touched")["never_touched_share"], TooLittle)
