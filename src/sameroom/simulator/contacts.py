"""The CRM's contacts and the history of their states: who became a lead, and what sales decided."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sameroom.simulator import sheets
from sameroom.simulator.buyers import Floats, Ints
from sameroom.simulator.cast import Cast, company_ids, contact_ids, emptied
from sameroom.simulator.hours import epoch
from sameroom.simulator.names import PERSONA_OF_TITLE
from sameroom.simulator.pursuit import ACCEPTED, NOBODY, RECYCLED, REJECTED, draw_scores
from sameroom.simulator.reasons import RECYCLES, REJECTIONS
from sameroom.simulator.sales import DAY
from sameroom.simulator.world import World

SOURCES = {
    "Paid search": "Paid Search",
    "Paid social": "Paid Social",
    "Email": "Email Marketing",
    "Trade show": "Offline Sources",
    "Webinar": "Other Campaigns",
    "Content syndication": "Other Campaigns",
    "Partner": "Referrals",
}
"""How the CRM calls the channels that marketing has its own words for."""

HISTORY = ("name", "value", "timestamp", "source", "source_id")
STATUSES = {0: "Open", ACCEPTED: "Accepted", REJECTED: "Rejected", RECYCLED: "Bad Timing"}


def write_contacts(*, world: World, cast: Cast, path: Path, random: np.random.Generator) -> int:
    """Write the CRM's contacts, leads among them, and count the rows."""
    places = np.flatnonzero(world.in_crm)
    count = places.size
    leads = world.leads
    lead_of = np.full(world.people.account.size, NOBODY)
    lead_of[leads.person] = np.arange(leads.person.size)
    lead = lead_of[places]
    is_lead = lead != NOBODY
    # Who never came in as a lead was loaded from older lists, before the exports' first day.
    older = epoch(world.company.starts_on) - DAY * random.uniform(10, 700, count)
    created = np.where(is_lead, leads.asked_at[lead], older)
    stage, qualified, opened, bought = _stages(world, lead)
    handed = np.where(is_lead, leads.handed_at[lead], np.nan)
    assigned = np.where(is_lead, leads.assigned_at[lead], np.nan)
    owner = np.where(is_lead, leads.rep[lead], places % len(cast.reps))
    homes, is_private = world.people.account[places], world.is_private[places].tolist()
    missing = world.company.missing_share
    blank = [random.random(count) < 3 * missing, random.random(count) < missing]
    columns = {
        "Record ID": contact_ids(places).tolist(),
        "First Name": [cast.first[place] for place in places.tolist()],
        "Last Name": [
            cast.last[place] + ("  " if place % 29 == 0 else "") for place in places.tolist()
        ],
        "Email": [cast.email[place] for place in places.tolist()],
        "Phone Number": emptied(_phones(random, count), blank[0].tolist()),
        "Job Title": emptied([cast.titles[place] for place in places.tolist()], blank[1].tolist()),
        "Contact owner": [
            "" if waits else cast.reps[place]
            for place, waits in zip(
                owner.tolist(), (is_lead & np.isnan(assigned)).tolist(), strict=True
            )
        ],
        "Company Name": [
            "" if own else cast.companies[home]
            for home, own in zip(homes.tolist(), is_private, strict=True)
        ],
        "Associated Company ID": [
            "" if own else str(one)
            for one, own in zip(company_ids(homes).tolist(), is_private, strict=True)
        ],
        "Lifecycle Stage": stage,
        "Lead Status": [
            STATUSES[int(leads.decision[one])] if one != NOBODY else "" for one in lead.tolist()
        ],
        "Rejection Reason": [_reason(world, one) for one in lead.tolist()],
        "Create Date": sheets.stamps(created),
        "Became a Marketing Qualified Lead Date": sheets.stamps(handed),
        "Owner Assigned Date": sheets.stamps(assigned),
        "Became a Sales Qualified Lead Date": sheets.stamps(qualified),
        "Became an Opportunity Date": sheets.stamps(opened),
        "Became a Customer Date": sheets.stamps(bought),
        "Original Source": [_source(world, one) for one in lead.tolist()],
        "First Touch Converting Campaign": [_plan(world, one) for one in lead.tolist()],
        "HubSpot Score": _scores(world, lead),
        "Persona": [PERSONA_OF_TITLE.get(cast.titles[place], "") for place in places.tolist()],
    }
    return sheets.write_csv(path, columns, extra=_doubles(world, cast, random))


def _stages(world: World, lead: Ints) -> tuple[list[str], Floats, Floats, Floats]:
    """Give each contact's lifecycle stage, and when they qualified, had a deal and bought."""
    deals, leads = world.deals, world.leads
    opened, bought = (np.full(leads.person.size + 1, np.nan) for _ in range(2))
    opened[deals.lead] = deals.created_at
    qualified = np.append(world.qualified_at, np.nan)
    bought[deals.lead[deals.is_won]] = deals.closed_at[deals.is_won]
    opened[NOBODY] = bought[NOBODY] = np.nan
    steps = np.where(lead == NOBODY, 0, np.where(np.isfinite(qualified[lead]), 2, 1))
    steps = np.where(np.isfinite(opened[lead]), 3, steps)
    steps = np.where(np.isfinite(bought[lead]), 4, steps)
    words = (
        "Subscriber",
        "Marketing Qualified Lead",
        "Sales Qualified Lead",
        "Opportunity",
        "Customer",
    )
    stages = [words[step] for step in steps.tolist()]
    return stages, qualified[lead], opened[lead], bought[lead]


def _reason(world: World, lead: int) -> str:
    reason = int(world.leads.reason[lead]) if lead != NOBODY else NOBODY
    if reason == NOBODY:
        return ""
    recycled = world.leads.decision[lead] == RECYCLED
    return RECYCLES[reason] if recycled else REJECTIONS[reason][0]


def _source(world: World, lead: int) -> str:
    if lead == NOBODY:
        return "Email Marketing"
    plan = int(world.leads.plan[lead])
    return "Direct Traffic" if plan == NOBODY else SOURCES[world.company.plans[plan].channel]


def _plan(world: World, lead: int) -> str:
    plan = int(world.leads.plan[lead]) if lead != NOBODY else NOBODY
    return "" if plan == NOBODY else world.company.plans[plan].name


def _scores(world: World, lead: Ints) -> list[int | str]:
    scores = draw_scores(world.seed, world.leads)
    return [int(scores[one]) if one != NOBODY else "" for one in lead.tolist()]


def _phones(random: np.random.Generator, count: int) -> list[str]:
    """Give numbers from a range that is set aside for stories."""
    return [f"+49 30 23125 {number:03d}" for number in random.integers(0, 1000, count).tolist()]


def draw_doubles(*, world: World) -> Ints:
    """Draw whom the CRM has twice."""
    random, places = np.random.default_rng([world.seed, 14]), np.flatnonzero(world.in_crm)
    return places[random.random(places.size) < world.company.duplicate_share]


def _doubles(world: World, cast: Cast, random: np.random.Generator) -> list[list[object]]:
    """Enter some contacts a second time, with the address in capitals and a blank behind it."""
    twice = draw_doubles(world=world)
    made = epoch(world.company.starts_on) - DAY * random.uniform(20, 300, twice.size)
    return [
        [
            contact_ids(np.array([world.people.account.size + place]))[0],
            cast.first[place], cast.last[place].upper(), f"{cast.email[place].upper()} ",
            "", "", cast.reps[(place + 1) % len(cast.reps)], "", "",
            "Subscriber", "", "", when, "", "", "", "", "", "Offline Sources", "", "",
            "",
        ]
        for place, when in zip(twice.tolist(), sheets.stamps(made), strict=True)
    ]  # fmt: skip


def write_lead_history(*, world: World, cast: Cast, path: Path) -> int:
    """Write each lead's states with their instants, and count them."""
    leads = world.leads
    records = contact_ids(leads.person).tolist()
    owners = [cast.reps[rep] for rep in leads.rep.tolist()]
    handed, decided = sheets.stamps(leads.handed_at), sheets.stamps(leads.decided_at)
    rows: list[tuple[object, ...]] = []
    for place, record in enumerate(records):
        rows.append((record, "hs_lead_status", "OPEN", handed[place], "AUTOMATION_PLATFORM", ""))
        if decided[place]:
            word = STATUSES[int(leads.decision[place])].upper().replace(" ", "_")
            rows.append((record, "hs_lead_status", word, decided[place], "CRM_UI", owners[place]))
    return write_history(path=path, key="contact_id", rows=rows)


def write_history(*, path: Path, key: str, rows: Sequence[Sequence[object]]) -> int:
    """Write what properties were when, and count the rows."""
    columns = list(zip(*rows, strict=True))
    return sheets.write_csv(path, dict(zip((key, *HISTORY), columns, strict=True)))
