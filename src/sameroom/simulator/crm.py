"""The CRM's exports, in the manner of a HubSpot account: labels, one file an object, its dirt."""

from pathlib import Path

import numpy as np

from sameroom.simulator import sheets
from sameroom.simulator.cast import (
    MARKETERS,
    Cast,
    address_of,
    company_ids,
    contact_ids,
    deal_ids,
    emptied,
)
from sameroom.simulator.company import COUNTRIES, INDUSTRIES
from sameroom.simulator.contacts import write_contacts, write_history, write_lead_history
from sameroom.simulator.hours import epoch
from sameroom.simulator.manner import CODES, list_moves, who_runs
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.reasons import LOSSES
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import ACT_KINDS, HELPERS, Acts
from sameroom.simulator.world import World

KINDS = ("New Business", "Expansion", "Renewal", "Win-back")
PRODUCTS = ("Node 4 sensors", "Gateway R2", "Tessaro Platform", "Service contract")


def write_crm(*, world: World, cast: Cast, acts: Acts, folder: Path, seed: int) -> dict[str, int]:
    """Write the CRM's exports and count the rows of each."""
    random = np.random.default_rng([seed, 11])
    return {
        "crm/all-companies.csv": _companies(world, cast, folder / "crm/all-companies.csv", random),
        "crm/all-contacts.csv": write_contacts(
            world=world, cast=cast, path=folder / "crm/all-contacts.csv", random=random
        ),
        "crm/all-deals.csv": _deals(world, cast, folder / "crm/all-deals.csv", random),
        "crm/all-activities.csv": _activities(cast, acts, folder / "crm/all-activities.csv"),
        "crm/users.csv": _users(cast, folder / "crm/users.csv"),
        "crm/contact_property_history.csv": write_lead_history(
            world=world, cast=cast, path=folder / "crm/contact_property_history.csv"
        ),
        "crm/deal_property_history.csv": _deal_history(
            world, cast, folder / "crm/deal_property_history.csv"
        ),
    }


def _companies(world: World, cast: Cast, path: Path, random: np.random.Generator) -> int:
    accounts, count = world.accounts, len(cast.companies)
    born = epoch(world.company.starts_on) - DAY * random.uniform(5, 1500, count)
    said = {
        "domain": cast.domains,
        "industry": [INDUSTRIES[place] for place in accounts.industry.tolist()],
        "employees": [str(heads) for heads in accounts.employees.tolist()],
        "annual_revenue": [f"{revenue:.0f}" for revenue in accounts.revenue.tolist()],
        "country": [COUNTRIES[place] for place in accounts.country.tolist()],
    }
    told = {name: emptied(values, world.blank[name].tolist()) for name, values in said.items()}
    columns = {
        "Record ID": company_ids(np.arange(count)).tolist(),
        "Company name": cast.companies,
        "Company Domain Name": told["domain"],
        "Industry": told["industry"],
        "Number of Employees": told["employees"],
        "Annual Revenue": told["annual_revenue"],
        "Country/Region": told["country"],
        "Company owner": [cast.reps[place % len(cast.reps)] for place in range(count)],
        "Create Date": sheets.stamps(born),
    }
    twice = np.flatnonzero(world.twice).tolist()
    again = [
        [
            company_ids(np.array([count + place]))[0],
            f"{cast.companies[place].upper()} ",
            f"www.{cast.domains[place]}",
            "", "", "", "", "",
            sheets.stamps(born[[place]] + 90 * DAY)[0],
        ]
        for place in twice
    ]  # fmt: skip
    slipped = np.flatnonzero(world.misnamed)
    again += [
        [
            company_ids(np.array([2 * count + place]))[0],
            cast.misspelt[place],
            "", said["industry"][place], "", "", "", "",
            sheets.stamps(born[[place]] + 60 * DAY)[0],
        ]
        for place in slipped.tolist()
    ]  # fmt: skip
    return sheets.write_csv(path, columns, extra=again)


def _deals(world: World, cast: Cast, path: Path, random: np.random.Generator) -> int:
    deals = world.deals
    count = deals.lead.size
    product = random.integers(0, len(PRODUCTS), count)
    people = [str(one) for one in contact_ids(deals.person).tolist()]
    moved = list_moves(company=world.company, deals=deals, manner=world.manner)
    columns = {
        "Record ID": deal_ids(np.arange(count)).tolist(),
        "Deal Name": [
            f"{cast.companies[home]} - {PRODUCTS[what]}"
            for home, what in zip(deals.account.tolist(), product.tolist(), strict=True)
        ],
        "Pipeline": ["Sales Pipeline"] * count,
        "Deal Stage": [
            steps[-1][0] if steps else "Closed Won" if won else "Closed Lost"
            for steps, won in zip(moved, deals.is_won.tolist(), strict=True)
        ],
        "Amount": [f"{amount:.2f}" for amount in deals.amount.tolist()],
        "Currency": ["EUR"] * count,
        "Create Date": sheets.stamps(deals.created_at),
        "Close Date": sheets.stamps(np.where(deals.is_closed, deals.closed_at, world.expected_at)),
        "Deal owner": [cast.reps[rep] for rep in deals.rep.tolist()],
        "Deal Type": [KINDS[kind] for kind in deals.kind.tolist()],
        "Closed Lost Reason": [
            LOSSES[why] if lost else ""
            for why, lost in zip(deals.lost_reason.tolist(), deals.is_lost.tolist(), strict=True)
        ],
        "Associated Company ID": company_ids(deals.account).tolist(),
        "Associated Contact ID": [
            "" if bare else one for one, bare in zip(people, world.is_loose.tolist(), strict=True)
        ],
        "Product": [PRODUCTS[what] for what in product.tolist()],
    }
    return sheets.write_csv(path, columns)


def _activities(cast: Cast, acts: Acts, path: Path) -> int:
    count = acts.moment.size
    words = ("Call", "Email", "Meeting", "Demo", "Proposal", "Note")
    columns = {
        "Record ID": [310_500_000 + 3 * place for place in range(count)],
        "Activity type": [ACT_KINDS[kind] for kind in acts.kind.tolist()],
        "Activity date": sheets.stamps(acts.moment),
        "Activity assigned to": [cast.staff[rep] for rep in acts.rep.tolist()],
        "Direction": ["Inbound" if turned else "Outbound" for turned in acts.inbound.tolist()],
        "Duration (minutes)": [int(minutes) for minutes in acts.minutes.tolist()],
        "Subject": [
            "We received your request" if machine else f"{words[kind]} with {cast.first[person]}"
            for kind, person, machine in zip(
                acts.kind.tolist(), acts.person.tolist(), acts.automatic.tolist(), strict=True
            )
        ],
        "Automated": ["Yes" if machine else "No" for machine in acts.automatic.tolist()],
        "Associated Contact ID": contact_ids(acts.person).tolist(),
        "Associated Deal ID": [
            "" if deal == NOBODY else deal_ids(np.array([deal]))[0] for deal in acts.deal.tolist()
        ],
    }
    unreadable = [
        310_499_999,
        "Call",
        "2026-13-41 10:00",
        cast.reps[0],
        "Outbound",
        5,
        "Call",
        "No",
        "",
        "",
    ]
    return sheets.write_csv(path, columns, extra=[unreadable])


def _users(cast: Cast, path: Path) -> int:
    everyone = [*cast.staff, *MARKETERS]
    columns: sheets.Columns = {
        "Owner ID": [7_100 + place for place in range(len(everyone))],
        "Name": everyone,
        "Email": [address_of(name) for name in everyone],
        "Team": ["Sales"] * len(cast.reps)
        + ["Service"] * len(HELPERS)
        + ["Marketing"] * len(MARKETERS),
        "Time Zone": ["Europe/Berlin"] * len(everyone),
    }
    return sheets.write_csv(path, columns)


def _deal_history(world: World, cast: Cast, path: Path) -> int:
    deals = world.deals
    moved = list_moves(company=world.company, deals=deals, manner=world.manner)
    place = np.repeat(np.arange(len(moved)), [len(moves) for moves in moved])
    moments = np.array([moment for moves in moved for _, moment in moves])
    stages = [CODES[stage] for moves in moved for stage, _ in moves]
    hands = who_runs(deals=deals, manner=world.manner, deal=place, moment=moments)
    rows = [
        (record, "dealstage", stage, when, "CRM_UI", cast.reps[hand])
        for record, stage, when, hand in zip(
            deal_ids(place).tolist(), stages, sheets.stamps(moments), hands.tolist(), strict=True
        )
    ]
    return write_history(path=path, key="deal_id", rows=rows)
