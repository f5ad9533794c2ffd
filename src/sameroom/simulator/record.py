"""The facts that a faultless import of the planted company's exports would give.

For tests that ask measures many times, and to hold the import against.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sameroom.engines.arrow import fact_schema
from sameroom.facts import get_table
from sameroom.simulator.buyers import Floats, Ints
from sameroom.simulator.cast import (
    MARKETERS,
    Cast,
    address_of,
    company_ids,
    contact_ids,
    deal_ids,
    draw_cast,
)
from sameroom.simulator.company import COUNTRIES, INDUSTRIES
from sameroom.simulator.contacts import SOURCES, draw_doubles
from sameroom.simulator.enablement import draw_own_tags
from sameroom.simulator.hours import epoch
from sameroom.simulator.library import KINDS
from sameroom.simulator.manner import CODES, list_moves
from sameroom.simulator.names import PERSONA_OF_TITLE
from sameroom.simulator.pursuit import ACCEPTED, NOBODY, RECYCLED, draw_scores
from sameroom.simulator.reasons import RECYCLES, REJECTIONS
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import (
    HELPERS,
    Acts,
    Spending,
    Touches,
    draw_acts,
    draw_spending,
    draw_touches,
)
from sameroom.simulator.world import World

Columns = Mapping[str, Any]  # Any: a list, a numpy array or an Arrow array
CRM, MAILING, CONTENT = "hubspot", "mailing", "content"
ACT = ("call", "email", "meeting", "demo", "proposal", "note")
TOUCH = (
    "email_sent", "email_open", "email_click", "visit", "form", "badge_scan", "unsubscribe",
)  # fmt: skip
KIND = ("new", "expansion", "renewal", "win-back")
STATUS = {0: "open", ACCEPTED: "accepted", RECYCLED: "bad timing"}


def list_facts(*, world: World) -> dict[str, pa.Table]:
    """List the facts of a company's history by noun, as its exports would yield them."""
    streams = iter(np.random.default_rng([world.seed, 10]).spawn(4))
    cast = draw_cast(world=world, random=next(streams))
    acts = draw_acts(world=world, random=next(streams))
    touches = draw_touches(world=world, random=next(streams))
    spending = draw_spending(world=world, random=next(streams))
    return {
        "account": _accounts(world, cast),
        "person": _people(world, cast),
        "member": _members(cast),
        "lead": _leads(world, cast),
        "stage_change": _moves(world),
        "deal": _deals(world, cast),
        "activity": _acts(cast, acts),
        "campaign": _campaigns(world),
        "touch": _touches(cast, touches),
        "spend": _spending(world, spending),
        "asset": _assets(world, cast),
        "asset_use": _uses(world, cast),
    }


def _table(noun: str, origin: str, ids: Sequence[Any], columns: Columns) -> pa.Table:
    """Lay columns out in a noun's schema; those not named are null."""
    schema, count = fact_schema(get_table(noun)), len(ids)
    source = pa.array([str(each) for each in ids], pa.string())
    common: Columns = {
        "id": pc.binary_join_element_wise(pa.scalar(origin), source, ":"),
        "origin": pa.repeat(pa.scalar(origin), count),
        "source_id": source,
        "run": pa.repeat(pa.scalar("1"), count),
        "is_deleted": pa.repeat(pa.scalar(False), count),
    }
    known = {**common, **columns}
    arrays = [
        _array(known[field.name], field.type)
        if field.name in known
        else pa.nulls(count, field.type)
        for field in schema
    ]
    return pa.table(arrays, schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:  # Any: as in Columns
    if pa.types.is_decimal(kind):
        return pa.array([None if v is None else round(float(v), 2) for v in values]).cast(
            pa.decimal128(18, 2)
        )
    made = values if isinstance(values, pa.Array) else pa.array(values)
    return made.cast(kind)


def _instants(moments: Floats) -> pa.Array:
    """Turn epoch seconds into instants to the minute, as exports write them."""
    known = np.isfinite(moments)
    micros = (np.where(known, moments, 0) // 60 * 60 * 1e6).astype(np.int64)
    return pa.array(micros, mask=~known).cast(pa.timestamp("us", tz="UTC"))


def _some(values: Sequence[Any], keep: Sequence[bool]) -> list[Any]:
    return [value if kept else None for value, kept in zip(values, keep, strict=True)]


def _refs(prefix: str, ids: Ints, places: Ints) -> list[str | None]:
    return [
        None if place == NOBODY else f"{prefix}:{one}"
        for one, place in zip(ids.tolist(), places.tolist(), strict=True)
    ]


def _reps(cast: Cast, places: Ints) -> list[str | None]:
    return [None if rep == NOBODY else f"name:{cast.staff[rep].lower()}" for rep in places.tolist()]


def _accounts(world: World, cast: Cast) -> pa.Table:
    accounts, blank = world.accounts, world.blank
    count = accounts.industry.size
    said: Columns = {
        "domain": cast.domains,
        "industry": [INDUSTRIES[i] for i in accounts.industry.tolist()],
        "employees": accounts.employees.tolist(),
        "annual_revenue": accounts.revenue.tolist(),
        "country": [COUNTRIES[i] for i in accounts.country.tolist()],
    }
    told = {name: _some(values, (~blank[name]).tolist()) for name, values in said.items()}
    twice = np.flatnonzero(world.twice)
    once = _table(
        "account", CRM, company_ids(np.arange(count)).tolist(), {"name": cast.companies, **told}
    )
    again = _table("account", CRM, company_ids(count + twice).tolist(), {
        "name": [cast.companies[place].upper() for place in twice.tolist()],
        "domain": [cast.domains[place] for place in twice.tolist()],
    })  # fmt: skip
    slipped = np.flatnonzero(world.misnamed)
    wrong = _table("account", CRM, company_ids(2 * count + slipped).tolist(), {
        "name": [cast.misspelt[place] for place in slipped.tolist()],
        "industry": [said["industry"][place] for place in slipped.tolist()],
    })  # fmt: skip
    return pa.concat_tables([once, again, wrong])


def _people(world: World, cast: Cast) -> pa.Table:
    known, told = np.flatnonzero(world.in_crm), np.flatnonzero(world.in_marketing)
    homes = company_ids(world.people.account[known]).tolist()
    created = np.full(known.size, epoch(world.company.starts_on) - 30 * DAY)
    came = np.full(world.people.account.size, np.nan)
    came[world.leads.person] = world.leads.asked_at
    created = np.where(np.isfinite(came[known]), came[known], created)
    crm = _table("person", CRM, contact_ids(known).tolist(), {
        "email": [cast.email[place] for place in known.tolist()],
        "name": [f"{cast.first[place]} {cast.last[place]}" for place in known.tolist()],
        "created_at": _instants(created),
        "persona": [PERSONA_OF_TITLE.get(cast.titles[place]) for place in known.tolist()],
        "account_id": [
            None if own else f"{CRM}:{home}"
            for home, own in zip(homes, world.is_private[known].tolist(), strict=True)
        ],
    })  # fmt: skip
    mailing = _table("person", MAILING, told.tolist(), {
        "email": [cast.told_email[place] for place in told.tolist()],
        "name": [f"{cast.first[place]} {cast.told_last[place]}" for place in told.tolist()],
    })  # fmt: skip
    twice = draw_doubles(world=world)
    again = _table("person", CRM, contact_ids(world.people.account.size + twice).tolist(), {
        "email": [cast.email[place] for place in twice.tolist()],
        "name": [f"{cast.first[place]} {cast.last[place].upper()}" for place in twice.tolist()],
    })  # fmt: skip
    return pa.concat_tables([crm, again, mailing])


def _members(cast: Cast) -> pa.Table:
    names = [*cast.staff, *MARKETERS]
    teams = ["sales"] * len(cast.reps) + ["service"] * len(HELPERS)
    teams += ["marketing"] * len(MARKETERS)
    columns = {"name": names, "email": [address_of(name) for name in names], "team": teams}
    return _table("member", CRM, list(range(len(names))), columns)


def _leads(world: World, cast: Cast) -> pa.Table:
    leads, plans = world.leads, world.company.plans
    people = contact_ids(leads.person)
    homes = company_ids(world.people.account[leads.person])
    private = world.is_private[leads.person]
    return _table("lead", CRM, people.tolist(), {
        "person_id": _refs(CRM, people, leads.person),
        "account_id": _refs(CRM, homes, np.where(private, NOBODY, homes)),
        "owner_id": _reps(cast, np.where(np.isnan(leads.assigned_at), NOBODY, leads.rep)),
        "campaign_id": [
            None if plan == NOBODY else f"name:{plans[plan].name.lower()}"
            for plan in leads.plan.tolist()
        ],
        "created_at": _instants(leads.asked_at),
        "handed_over_at": _instants(leads.handed_at),
        "assigned_at": _instants(leads.assigned_at),
        "channel": [
            "Direct Traffic" if plan == NOBODY else SOURCES[plans[plan].channel]
            for plan in leads.plan.tolist()
        ],
        "score": draw_scores(world.seed, leads),
        "status": [STATUS.get(decision, "rejected") for decision in leads.decision.tolist()],
        "status_reason": _reasons(world),
    })  # fmt: skip


def _reasons(world: World) -> list[str | None]:
    told = zip(world.leads.reason.tolist(), world.leads.decision.tolist(), strict=True)
    return [
        None
        if reason == NOBODY
        else (RECYCLES[reason] if decision == RECYCLED else REJECTIONS[reason][0])
        for reason, decision in told
    ]


def _moves(world: World) -> pa.Table:
    leads = world.leads
    ids = contact_ids(leads.person)
    decided = np.flatnonzero(leads.decision != 0)
    worth = np.flatnonzero(np.isfinite(world.qualified_at))
    subjects = np.concatenate([ids, ids[decided], ids[worth]])
    words = (
        ["open"] * ids.size
        + [STATUS.get(decision, "rejected") for decision in leads.decision[decided].tolist()]
        + ["qualified"] * worth.size
    )
    moved = list_moves(company=world.company, deals=world.deals, manner=world.manner)
    place = np.repeat(np.arange(len(moved)), [len(each) for each in moved])
    records = deal_ids(place)
    moments = np.array([moment for each in moved for _, moment in each])
    changed = [
        leads.handed_at, leads.decided_at[decided], world.qualified_at[worth], moments,
    ]  # fmt: skip
    return _table("stage_change", CRM, list(range(subjects.size + len(moments))), {
        "subject": ["lead"] * subjects.size + ["deal"] * len(moments),
        "subject_id": [f"{CRM}:{one}" for one in [*subjects.tolist(), *records.tolist()]],
        "to_stage": [*words, *(CODES[stage] for each in moved for stage, _ in each)],
        "changed_at": _instants(np.concatenate(changed)),
    })  # fmt: skip


def _deals(world: World, cast: Cast) -> pa.Table:
    deals = world.deals
    count = deals.lead.size
    outcome = np.where(deals.is_won, "won", np.where(deals.is_lost, "lost", "open"))
    people = contact_ids(deals.person)
    return _table("deal", CRM, deal_ids(np.arange(count)).tolist(), {
        "name": [f"{cast.companies[home]}" for home in deals.account.tolist()],
        "account_id": [f"{CRM}:{one}" for one in company_ids(deals.account).tolist()],
        "person_id": _refs(CRM, people, np.where(world.is_loose, NOBODY, people)),
        "owner_id": _reps(cast, deals.rep),
        "amount": deals.amount.tolist(),
        "created_at": _instants(deals.created_at),
        "closed_at": _instants(np.where(deals.is_closed, deals.closed_at, world.expected_at)),
        "outcome": outcome.tolist(),
        "kind": [KIND[kind] for kind in deals.kind.tolist()],
    })  # fmt: skip


def _acts(cast: Cast, acts: Acts) -> pa.Table:
    deals = deal_ids(acts.deal)
    return _table("activity", CRM, list(range(acts.moment.size)), {
        "occurred_at": _instants(acts.moment),
        "kind": [ACT[kind] for kind in acts.kind.tolist()],
        "direction": ["inbound" if turned else "outbound" for turned in acts.inbound.tolist()],
        "member_id": _reps(cast, acts.rep),
        "person_id": [f"{CRM}:{one}" for one in contact_ids(acts.person).tolist()],
        "deal_id": _refs(CRM, deals, acts.deal),
        "minutes": acts.minutes,
        "is_automatic": acts.automatic.astype(bool),
    })  # fmt: skip


def _campaigns(world: World) -> pa.Table:
    plans = world.company.plans
    return _table("campaign", MAILING, list(range(len(plans))), {
        "name": [plan.name for plan in plans],
        "channel": [plan.channel for plan in plans],
        "starts_on": [plan.starts_on for plan in plans],
        "ends_on": [plan.ends_on for plan in plans],
        "budget": [plan.budget for plan in plans],
    })  # fmt: skip


def _touches(cast: Cast, touches: Touches) -> pa.Table:
    return _table("touch", MAILING, list(range(touches.moment.size)), {
        "occurred_at": _instants(touches.moment),
        "kind": [TOUCH[kind] for kind in touches.kind.tolist()],
        "person_id": [f"email:{cast.told_email[one]}" for one in touches.person.tolist()],
        "campaign_id": [f"{MAILING}:{plan}" for plan in touches.plan.tolist()],
    })  # fmt: skip


def _spending(world: World, spending: Spending) -> pa.Table:
    plans = [world.company.plans[plan] for plan in spending.plan.tolist()]
    return _table("spend", MAILING, list(range(len(plans))), {
        "spent_on": list(spending.day),
        "campaign_id": [f"name:{plan.name.lower()}" for plan in plans],
        "channel": [plan.channel for plan in plans],
        "amount": spending.amount.tolist(),
    })  # fmt: skip


def _assets(world: World, cast: Cast) -> pa.Table:
    library = world.library
    stages, personas = draw_own_tags(world=world)
    return _table("asset", CONTENT, list(range(len(cast.pieces))), {
        "title": cast.pieces,
        "kind": [KINDS[kind] for kind in library.kind.tolist()],
        "made_by_team": ["sales" if own else "marketing" for own in library.by_sales.tolist()],
        "made_at": _instants(library.made_at),
        "retired_at": _instants(library.retired_at),
        "cost": library.cost.tolist(),
        "stage": stages,
        "persona": personas,
        "meant_for": ["sales" if meant else "partners" for meant in library.for_sales.tolist()],
    })  # fmt: skip


def _uses(world: World, cast: Cast) -> pa.Table:
    library, deals = world.library, world.deals
    return _table("asset_use", CONTENT, list(range(library.use_piece.size)), {
        "asset_id": [f"{CONTENT}:{piece}" for piece in library.use_piece.tolist()],
        "occurred_at": _instants(library.use_at),
        "kind": ["shared"] * library.use_piece.size,
        "member_id": [
            f"email:{address_of(cast.reps[rep])}" for rep in deals.rep[library.use_deal].tolist()
        ],
        "deal_id": [f"{CRM}:{one}" for one in deal_ids(library.use_deal).tolist()],
    })  # fmt: skip
