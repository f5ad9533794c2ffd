"""What is asked about says what it may be: by header, by values, never what another column is."""

import pytest

from sameroom.connectors.mapping import ColumnMapping, SheetSample
from sameroom.connectors.mapping_writer import to_toml
from sameroom.connectors.recognise import propose
from sameroom.connectors.suggesting import MOST

ROWS = 60


def cells(*values: str) -> tuple[str, ...]:
    return tuple(values[row % len(values)] for row in range(ROWS))


def numbered(start: str) -> tuple[str, ...]:
    return tuple(f"{start}{row}" for row in range(ROWS))


ACCOUNTS = SheetSample(
    "accounts.csv", "accounts",
    ("account", "sector", "office_location"),
    (
        numbered("Company "),
        cells("retail", "medical", "software"),
        cells("United States", "Kenya", "Philippines"),
    ),
    ROWS,
)  # fmt: skip
DEALS = SheetSample(
    "pipeline.csv", "pipeline",
    ("opportunity_id", "account", "deal_stage", "engage_date", "close_date", "close_value"),
    (
        numbered("OP"),
        numbered("Company "),
        cells("Won", "Lost", "Prospecting", "Engaging"),
        cells("2016-10-20", "2016-10-25", "2017-02-03"),
        cells("2017-03-01", "2017-03-10", "", ""),
        cells("1054", "4514", "50", "588"),
    ),
    ROWS,
)  # fmt: skip


def asked(sample: SheetSample) -> dict[str, ColumnMapping]:
    file = next(
        f for f in propose(samples=[ACCOUNTS, DEALS]).files if f.path == sample.path
    )  # together: the one names what the other points at
    return {column.header: column for column in file.asked}


def test_values_alone_say_what_a_strange_header_may_be() -> None:
    may_be = asked(ACCOUNTS)["office_location"].may_be
    assert may_be[0] == "account.country"
    assert "account.source_id" not in may_be, "three words are no id of sixty rows"


def test_a_date_may_be_the_one_that_no_column_says() -> None:
    may_be = asked(DEALS)["engage_date"].may_be
    assert "deal.created_at" in may_be or "deal.opened_at" in may_be
    assert "deal.closed_at" not in may_be, "another column is that"


@pytest.mark.parametrize("sample", [ACCOUNTS, DEALS], ids=lambda sample: sample.path)
def test_there_are_few_none_twice_and_the_guess_is_one(sample: SheetSample) -> None:
    columns = asked(sample)
    assert columns
    for column in columns.values():
        assert len(set(column.may_be)) == len(column.may_be) <= MOST
        assert set(column.guess) <= set(column.may_be)


def test_what_is_decided_may_be_nothing_else() -> None:
    files = propose(samples=[ACCOUNTS, DEALS]).files
    told = [c for file in files for c in file.columns if c not in file.asked]
    assert told
    assert not any(column.may_be for column in told)


def test_the_mapping_file_names_them() -> None:
    text = to_toml(proposal=propose(samples=[ACCOUNTS, DEALS]))
    line = next(one for one in text.splitlines() if "United States" in one)
    assert "may be account.country" in line
