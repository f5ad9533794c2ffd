"""The suggested line: worked by hand."""

from datetime import UTC, datetime

from sameroom.handoff.opening import Opening, Seen, suggest


def seen(day: int, kind: str, about: str = "", *, month: int = 5) -> Seen:
    return Seen(datetime(2026, month, day, tzinfo=UTC), kind, about)


def test_the_weightiest_act_of_the_last_month_begins() -> None:
    acts = [seen(12, "visit", "Pricing"), seen(10, "form", "Pump check"),
            seen(1, "download", "Old paper", month=2)]  # fmt: skip
    line = suggest(first_name="Rosa", seen=acts, promise="Half the downtime")
    assert line == Opening("form", "Pump check", "2026-05-10", "Rosa", "Half the downtime")


def test_the_order_of_what_they_did_does_not_matter() -> None:
    acts = [seen(12, "visit", "A"), seen(13, "visit", "B"), seen(11, "email_click", "C")]
    told = {suggest(first_name="", seen=order, promise="") for order in (acts, acts[::-1])}
    assert len(told) == 1
    line = told.pop()
    assert (line.about, line.on) == ("C", "2026-05-11")


def test_a_mail_that_was_only_sent_is_no_act() -> None:
    assert suggest(first_name="Rosa", seen=[seen(1, "email_sent")], promise="x") == Opening()
    assert Opening().told() == {}
