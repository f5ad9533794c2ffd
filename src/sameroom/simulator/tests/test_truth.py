"""The stated truth agrees with sums worked out by other means, and is what the files say."""

import csv
import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from sameroom.simulator import Company, simulate
from sameroom.simulator.pursuit import ACCEPTED, REJECTED

SMALL = Company().sized(accounts=200, assets=60)
WORD = {"Accepted": ACCEPTED, "Rejected": REJECTED}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    simulate(folder=folder, company=SMALL, seed=4)
    return folder


def _rows(folder: Path, name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _truth(folder: Path, measure: str, figure: str, **part: str) -> float:
    said = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["estimands"]
    (found,) = [
        each["realised"]
        for each in said
        if (each["measure"], each["figure"], each["part"]) == (measure, figure, part)
    ]
    assert isinstance(found, float)
    return found


def test_the_acceptance_rate_can_be_counted_in_the_contacts(folder: Path) -> None:
    statuses = [row["Lead Status"] for row in _rows(folder, "crm/all-contacts.csv")]
    accepted, rejected = (statuses.count(word) for word in WORD)
    counted = accepted / (accepted + rejected)
    assert _truth(folder, "acceptance", "acceptance_rate") == pytest.approx(counted, abs=1e-6)


def test_the_win_rate_can_be_counted_in_the_deals(folder: Path) -> None:
    # Exports go further back than the period: what had ended before it does not count.
    deals = [
        row
        for row in _rows(folder, "crm/all-deals.csv")
        if row["Close Date"] >= SMALL.starts_on.isoformat()
    ]
    won = [float(row["Amount"]) for row in deals if row["Deal Stage"] == "Closed Won"]
    lost = [float(row["Amount"]) for row in deals if row["Deal Stage"] == "Closed Lost"]
    count = _truth(folder, "win_rate", "win_rate_count")
    value = _truth(folder, "win_rate", "win_rate_value")
    assert count == pytest.approx(len(won) / (len(won) + len(lost)), abs=1e-6)
    assert value == pytest.approx(sum(won) / (sum(won) + sum(lost)), abs=1e-6)


def test_the_spending_adds_up_to_the_budgets(folder: Path) -> None:
    cents: dict[str, int] = {}
    for row in _rows(folder, "marketing/ad_spend.csv", ";"):
        amount = row["Amount spent"].replace(".", "").replace(",", "")
        cents[row["Campaign"]] = cents.get(row["Campaign"], 0) + int(amount)
    for plan in SMALL.plans:
        assert cents[plan.name] == round(plan.budget * 100)


def test_the_match_rate_can_be_counted_by_address(folder: Path) -> None:
    known = {row["Email"].strip().lower() for row in _rows(folder, "crm/all-contacts.csv")}
    audience = [row["Email Address"] for row in _rows(folder, "marketing/audience.csv")]
    counted = sum(address in known for address in audience) / len(audience)
    told = _truth(folder, "match_rate", "marketing_known_share")
    assert told == pytest.approx(counted, abs=1e-6)


def test_the_unused_share_can_be_counted_in_the_workbook(folder: Path) -> None:
    from openpyxl import load_workbook

    used = {row["Asset ID"] for row in _rows(folder, "content/content_usage.csv")}
    with closing(load_workbook(folder / "content/content_library.xlsx", read_only=True)) as book:
        page = book.active
        assert page is not None
        head, *rows = (list(row) for row in page.iter_rows(values_only=True))
    pieces = [dict(zip(head, row, strict=True)) for row in rows]
    counted = [one for one in pieces if one["Audience"] == "Sales" and not one["Retired on"]]
    unused = sum(one["Asset ID"] not in used for one in counted) / len(counted)
    told = _truth(folder, "unused_content", "unused_share")
    assert told == pytest.approx(unused, abs=1e-6)


def test_the_days_to_a_win_can_be_counted_in_the_dates(folder: Path) -> None:
    born = {row["Record ID"]: row["Create Date"] for row in _rows(folder, "crm/all-contacts.csv")}
    leads = {
        row["Record ID"]
        for row in _rows(folder, "crm/all-contacts.csv")
        if row["Became a Marketing Qualified Lead Date"]
    }
    days = [
        (datetime.fromisoformat(row["Close Date"])
         - datetime.fromisoformat(born[row["Associated Contact ID"]])).total_seconds() / 86_400
        for row in _rows(folder, "crm/all-deals.csv")
        if row["Deal Stage"] == "Closed Won" and row["Associated Contact ID"] in leads
        if row["Deal Type"] == "New Business"
    ]  # fmt: skip
    # The few won deals that name nobody are missing here.
    told = _truth(folder, "funnel", "days_to_win_mean")
    assert told == pytest.approx(sum(days) / len(days), rel=0.05)


def test_every_estimand_has_a_definition_and_a_value(folder: Path) -> None:
    said = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert said["company"]["late_loss_share"] == SMALL.late_loss_share
    assert all(each["definition"] for each in said["estimands"])
    assert all(each["value"] is not None for each in said["estimands"])


def test_the_pairs_that_are_one_stand_in_the_files_and_are_complete(folder: Path) -> None:
    said = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    contacts = {row["Record ID"]: row for row in _rows(folder, "crm/all-contacts.csv")}
    audience = {row["EUID"]: row for row in _rows(folder, "marketing/audience.csv")}
    crossing = [pair for pair in said["people_same"] if pair["how"] != "entered twice"]
    by_address = {row["Email"].strip().lower(): one for one, row in contacts.items()}
    joined = {row["Email Address"] for row in audience.values()} & by_address.keys()
    told: dict[str, int] = {}
    for pair in crossing:
        one = contacts[pair["id"]]["Email"].strip().lower()
        other = audience[pair["other_id"]]["Email Address"]
        assert (one == other) == (pair["how"] == "same address")
        told[pair["how"]] = told.get(pair["how"], 0) + 1
    assert told["same address"] == len(joined)
    assert min(told["address with a slip"], told["private address"]) > 0
    twice = [pair for pair in said["people_same"] if pair["how"] == "entered twice"]
    assert len(contacts) - len(by_address) == len(twice)
    companies = {row["Record ID"]: row for row in _rows(folder, "crm/all-companies.csv")}
    for pair in said["accounts_same"]:
        one, other = (companies[pair[name]]["Company name"].strip() for name in ("id", "other_id"))
        assert one != other
    count = SMALL.accounts + SMALL.customers
    assert len(companies) - count == len(said["accounts_same"]) > 0
