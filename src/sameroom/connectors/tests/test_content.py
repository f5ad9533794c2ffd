"""Values say what they are."""

import pytest

from sameroom.connectors.content import kinds_of, profile
from sameroom.connectors.parsing import AMBIGUOUS, date_style, decimal_sign
from sameroom.connectors.vocabulary import WORDS, translate


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("ada@acme.example", "email"),
        ("acme.example", "domain"),
        ("https://acme.example/x", "url"),
        ("2026-01-31", "date"),
        ("31.01.2026", "date"),
        ("2026-01-31T09:00:00Z", "datetime"),
        ("1767225600", "epoch_s"),
        ("1767225600000", "epoch_ms"),
        ("1.234,56", "number"),
        ("€ 1.234", "money"),
        ("12 %", "percent"),
        ("+49 30 1234567", "phone"),
        ("006bm00000LKJNNAA5", "salesforce_id"),
        ("nein", "flag"),
    ],
)
def test_a_value_is_known_by_its_form(value: str, kind: str) -> None:
    assert kind in kinds_of(value)


def test_a_column_of_names_is_told_from_a_column_of_companies() -> None:
    people = profile(["Anna Berg", "Peter Wolf", "Maria Lund"])
    firms = profile(["Berg GmbH", "Wolf Inc", "Lund Solutions"])
    assert "person_name" in people.kinds
    assert "company_name" in firms.kinds


@pytest.mark.parametrize(
    ("values", "style"),
    [
        (("2026-01-02",), "ymd"),
        (("02.01.2026",), "dmy"),
        (("02/01/2026", "31/01/2026"), "dmy"),
        (("02/01/2026", "01/31/2026"), "mdy"),
        (("02/01/2026",), AMBIGUOUS),
        (("soon",), ""),
    ],
)
def test_the_order_of_a_date_is_told_or_left_open(values: tuple[str, ...], style: str) -> None:
    assert date_style(values) == style


@pytest.mark.parametrize(
    ("values", "sign"),
    [(("1,50",), ","), (("1.50",), "."), (("1.234,50",), ","), (("1,234",), "."), (("12",), ".")],
)
def test_the_decimal_sign_is_told(values: tuple[str, ...], sign: str) -> None:
    assert decimal_sign(values) == sign


def test_words_of_a_picklist_are_translated() -> None:
    assert translate("deal.outcome", "Geschlossen - gewonnen") == "won"
    assert translate("deal.outcome", "Proposal") == ""
    assert translate("activity.kind", "Appel") == "call"


def test_no_word_is_empty_or_means_two_things_of_one_field() -> None:
    for field, meanings in WORDS.items():
        listed = [word for words in meanings.values() for word in words.split("|")]
        assert "" not in listed, field
        kinds = {word: {k for k, words in meanings.items() if word in words.split("|")}
                 for word in listed}  # fmt: skip
        assert not {word: kind for word, kind in kinds.items() if len(kind) > 1}, field


def test_the_usual_ends_of_a_deal_are_known() -> None:
    outcome = WORDS["deal.outcome"]
    assert {"closed won", "closedwon", "won", "gewonnen"} <= set(outcome["won"].split("|"))
    assert {"closed lost", "closedlost", "lost", "verloren"} <= set(outcome["lost"].split("|"))
