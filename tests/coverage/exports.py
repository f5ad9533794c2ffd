"""The headline figures again, from the demo's exports alone: csv, openpyxl and plain loops.

Nothing of Sameroom is used: what is read wrongly there cannot be read wrongly here the same way.
"""

import csv
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median_low
from zoneinfo import ZoneInfo

import openpyxl
import yaml

Rows = list[dict[str, str]]
OFFICE = ZoneInfo("Europe/Berlin")
SPOKEN = {"Call", "Email", "Meeting", "Demo", "Proposal"}
HANDED = "Became a Marketing Qualified Lead Date"
CAMPAIGN = "First Touch Converting Campaign"
PROMISED_HOURS = 8


def read(file: Path, delimiter: str = ",") -> Rows:
    """Read a CSV file."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def read_library(file: Path) -> Rows:
    """Read the first sheet of a workbook."""
    head, *rest = openpyxl.load_workbook(file).worksheets[0].values
    return [
        {str(name): "" if cell is None else str(cell) for name, cell in zip(head, row, strict=True)}
        for row in rest
    ]


def moment(text: str) -> datetime:
    """Read a moment, written in UTC, as the office's clock showed it."""
    told = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    return told.astimezone(OFFICE).replace(tzinfo=None)


class Exports:
    """One demo company's exports.

    Args:
        folder: where they lie.
        since: the first day of the period; customers' older deals lie before it.
        as_of: the day after the last.
    """

    def __init__(self, *, folder: Path, since: date, as_of: date) -> None:
        self.since, self.as_of = since, as_of
        agreed = yaml.safe_load((folder / "agreement.yaml").read_text("utf-8"))
        self.holidays = set(agreed["calendars"]["office"]["holidays"])
        self.contacts = read(folder / "crm/all-contacts.csv")
        self.leads = [row for row in self.contacts if row[HANDED]]
        self.history = read(folder / "crm/contact_property_history.csv")
        self.deals = read(folder / "crm/all-deals.csv")
        self.acts = read(folder / "crm/all-activities.csv")
        self.members = read(folder / "crm/users.csv")
        self.days_paid = read(folder / "marketing/ad_spend.csv", ";")
        self.audience = read(folder / "marketing/audience.csv")
        self.library = read_library(folder / "content/content_library.xlsx")
        self.uses = read(folder / "content/content_usage.csv")

    def handoff(self) -> dict[tuple[str, str], float]:
        """Work out what became of the leads handed over."""
        status = Counter(row["Lead Status"] for row in self.leads)
        decided = status["Accepted"] + status["Rejected"]
        waits = self.waits()
        due = [
            wait
            for lead, wait in zip(self.leads, waits, strict=True)
            if self.hours(moment(lead[HANDED]), self.end()) >= PROMISED_HOURS
        ]
        return {
            ("acceptance", "acceptance_rate"): status["Accepted"] / decided,
            ("acceptance", "undecided"): status["Open"],
            ("rejection_reasons", "rejected"): status["Rejected"],
            ("never_touched", "untouched"): sum(wait is None for wait in due),
            ("speed_to_lead", "within_target"): sum(
                wait is not None and wait <= PROMISED_HOURS for wait in due
            )
            / len(due),
            # More than half are followed up, so those who wait yet lie above the middle.
            ("speed_to_lead", "median_hours"): median_low(1e9 if w is None else w for w in waits),
        }

    def waits(self) -> list[float | None]:
        """Measure business hours from hand-over to a person's call or mail, or to a no."""
        ended: dict[str, list[datetime]] = defaultdict(list)
        for act in self.acts:
            by_person = act["Automated"] == "No" and act["Direction"] == "Outbound"
            if act["Activity type"] in SPOKEN and by_person and "-13-" not in act["Activity date"]:
                ended[act["Associated Contact ID"]].append(moment(act["Activity date"]))
        for change in self.history:
            if change["value"] in {"REJECTED", "BAD_TIMING"}:
                ended[change["contact_id"]].append(moment(change["timestamp"]))
        waits: list[float | None] = []
        for lead in self.leads:
            begun = moment(lead[HANDED])
            after = [at for at in ended[lead["Record ID"]] if at >= begun]
            waits.append(self.hours(begun, min(after)) if after else None)
        return waits

    def hours(self, begun: datetime, ended: datetime) -> float:
        """Count the office's hours between two moments, day by day."""
        total, day = timedelta(), begun.date()
        while day <= ended.date():
            if day.weekday() < 5 and day not in self.holidays:
                opens, closes = datetime.combine(day, time(9)), datetime.combine(day, time(17, 30))
                total += max(timedelta(), min(ended, closes) - max(begun, opens))
            day += timedelta(days=1)
        return total.total_seconds() / 3600

    def end(self) -> datetime:
        """Tell when the record ends, by the office's clock."""
        return moment(f"{self.as_of} 00:00")

    def content(self) -> dict[tuple[str, str], float]:
        """Work out which of sales' content sales used, and who made what is used in deals."""
        sellers = {row["Email"] for row in self.members if row["Team"] == "Sales"}
        used = {
            row["Asset ID"] for row in self.uses if row["Deal ID"] or row["User email"] in sellers
        }
        latest = str(self.as_of - timedelta(days=60))
        live = [
            row["Asset ID"]
            for row in self.library
            if row["Audience"] == "Sales" and row["Published on"][:10] <= latest
            if not row["Retired on"] or row["Retired on"][:10] >= str(self.as_of)
        ]
        in_deals = {row["Asset ID"] for row in self.uses if row["Deal ID"]}
        makers = [row["Made by team"] for row in self.library if row["Asset ID"] in in_deals]
        return {
            ("unused_content", "unused_share"): sum(one not in used for one in live) / len(live),
            ("sales_made_content", "sales_made_share"): makers.count("Sales") / len(makers),
        }

    def results(self) -> dict[tuple[str, str], float]:
        """Work out what was spent, won and lost."""
        ended = [row for row in self.deals if row["Close Date"] >= self.since.isoformat()]
        won = [row for row in ended if row["Deal Stage"] == "Closed Won"]
        lost = [row for row in ended if row["Deal Stage"] == "Closed Lost"]
        brought = {row["Record ID"] for row in self.leads}
        whose = [(row, self.person_of(row)) for row in won]
        from_leads = [(row, person) for row, person in whose if person in brought]
        amount = sum(float(row["Amount"]) for row in won)
        sellers = sum(row["Team"] == "Sales" for row in self.members)
        return {
            ("win_rate", "win_rate_count"): len(won) / len(won + lost),
            ("win_rate", "win_rate_value"): amount / sum(float(r["Amount"]) for r in won + lost),
            ("productivity", "won_per_rep"): amount / sellers,
            ("campaign_results", "cost"): sum(self.spent().values()),
            ("campaign_results", "conversion"): len({person for _, person in from_leads})
            / len(self.leads),
            ("campaign_results", "won_amount"): sum(float(row["Amount"]) for row, _ in from_leads),
        }

    def person_of(self, deal: dict[str, str]) -> str:
        """Tell whose deal it is: who is named, else the company's last lead before it."""
        if deal["Associated Contact ID"]:
            return deal["Associated Contact ID"]
        earlier = [
            (row["Create Date"], row["Record ID"])
            for row in self.leads
            if row["Associated Company ID"] == deal["Associated Company ID"]
            and row["Create Date"] <= deal["Create Date"]
        ]
        return max(earlier, default=("", ""))[1]

    def spent(self) -> dict[str, float]:
        """Add up the days of spending by campaign: 1.234,56 is how that tool writes."""
        total: dict[str, float] = defaultdict(float)
        for row in self.days_paid:
            written = row["Amount spent"].replace(".", "").replace(",", ".")
            total[row["Campaign"]] += float(written)
        return total

    def record(self) -> dict[tuple[str, str], float]:
        """Work out who is known to both systems, by the address as it is written in lower case."""
        crm, marketing = (
            {row[column].strip().lower() for row in rows if row[column].strip()}
            for rows, column in ((self.contacts, "Email"), (self.audience, "Email Address"))
        )
        leads = [row["Email"].strip().lower() for row in self.leads]
        return {
            ("match_rate", "marketing_known_share"): len(marketing & crm) / len(marketing),
            ("match_rate", "leads_known_share"): sum(one in marketing for one in leads)
            / len(leads),
        }

    def cost(self) -> dict[tuple[str, str], float]:
        """Add up what leads cost that nobody followed up, or that were rejected."""
        spent, brought = self.spent(), Counter(row[CAMPAIGN] for row in self.leads)
        each = {name: amount / brought[name] for name, amount in spent.items() if brought[name]}
        never = [
            lead[CAMPAIGN]
            for lead, wait in zip(self.leads, self.waits(), strict=True)
            if wait is None and self.hours(moment(lead[HANDED]), self.end()) >= PROMISED_HOURS
        ]
        rejected = [row[CAMPAIGN] for row in self.leads if row["Lead Status"] == "Rejected"]
        return {
            ("money_lines", "never_worked_cost"): sum(each.get(name, 0.0) for name in never),
            ("money_lines", "rejected_cost"): sum(each.get(name, 0.0) for name in rejected),
        }
