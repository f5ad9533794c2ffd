"""Reads from the record what the room shows of each lead that was handed over."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import pyarrow as pa

from sameroom.handoff import moves, opening, values
from sameroom.handoff.moves import State
from sameroom.handoff.rules import holder_of

Row = Mapping[str, Any]  # Any: a cell
MOST = 9  # of what the buyer did, and of the texts that reached them
SIMILAR = 3
KEPT_DAYS = 120  # a decided lead is kept so long in the room

# What is still open, and what was decided not long ago.
WANTED = f"""
select c.*, p.name as person_name, p.title, p.email, p.persona, a.name as account_name, a.domain,
    a.industry, a.employees, a.country as account_country, a.region as account_region,
    a.annual_revenue, p.country as person_country, p.region as person_region,
    g.audience, g.subject as campaign_subject, m.is_active as owner_is_active, l.score,
    l.landing_page, k.due_at as decide_by
from handoff_case as c
cross join audit_window as w
inner join decision_clock as k on k.case_id = c.case_id
left join who_person as p on p.person_id = c.person_id
left join who_account as a on a.account_id = c.account_id
left join campaign as g on g.id = c.campaign_id
left join member as m on m.id = c.owner_id
left join lead as l on l.id = c.lead_id
where c.is_latest and (
    c.decision is null
    or coalesce(c.decided_at, c.handed_over_at) >= w.ends_at - interval {KEPT_DAYS} day
)
order by c.case_id
"""
# What somebody is still to decide on, or works on: of these the packet is laid out.
AT_WORK = "(c.decision is null or (c.decision = 'accepted' and c.deal_id is null))"
OPEN = f"({WANTED.rstrip()[: WANTED.rstrip().rindex('order by')]} and {AT_WORK})"
SEEN = f"""
select o.case_id, t.occurred_at, t.kind, s.title as page, g.name as campaign, t.url
from {OPEN} as o
inner join person_entity as e on e.person_id = o.person_id
inner join touch as t on t.person_id = e.ref
left join asset as s on s.id = t.asset_id
left join campaign_entity as g on g.ref = t.campaign_id
where t.kind not in ('targeted', 'impression') and t.occurred_at is not null
order by o.case_id, t.occurred_at desc, t.id
"""
TEXTS = f"""
select o.case_id, t.occurred_at, t.team, t.channel, t.subject, t.body
from {OPEN} as o
inner join person_entity as e on e.person_id = o.person_id
inner join message as t on t.person_id = e.ref
where t.occurred_at is not null
order by o.case_id, t.occurred_at desc, t.id
"""
FITS = f"""
select o.case_id, f.attribute, f.fits, f.why
from {OPEN} as o inner join icp_fit as f on f.buyer_id = o.buyer_id
order by o.case_id, f.fits, f.attribute
"""
WON = """
select d.deal_id, d.name, d.amount, d.closed_at, d.product, a.industry, a.country, a.employees
from deal_case as d left join who_account as a on a.account_id = d.account_id
where d.is_won and a.industry is not null
order by d.closed_at desc nulls last, d.deal_id
"""


class Asking(Protocol):
    """What is asked for the record."""

    def ask(self, sql: str) -> pa.Table:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Read:
    """A lead as the record has it, and its packet where somebody is still to work on it."""

    case_id: str
    row: Row
    state: State
    holder: str
    oddity: str
    packet: dict[str, Any]  # Any: what JSON can hold


def list_read(*, engine: Asking, now: datetime, currency: str) -> Iterator[Read]:
    """List the leads that the room is to hold.

    Args:
        engine: the record.
        now: the end of what the record tells.
        currency: what all amounts of the record are in.
    """
    seen = _by_case(engine.ask(SEEN))
    texts = _by_case(engine.ask(TEXTS))
    fits = _by_case(engine.ask(FITS))
    stated = _by_case(engine.ask(values.question(cases=OPEN)))
    won = engine.ask(WON).to_pylist()
    for row in engine.ask(WANTED).to_pylist():
        number = row["case_id"]
        state = state_of(row)
        acts, said = seen[number], texts[number]
        packet = {}
        if state in {State.WAITING, State.ACCEPTED}:
            packet = _packet(row, acts, said, fits[number], (won, currency))
            packet["values"] = values.of_case(row=row, stated=stated[number])
        yield Read(
            case_id=number,
            row=row,
            state=state,
            holder=_holder(row),
            oddity=moves.oddity_of(handed_over_at=row["handed_over_at"], now=now),
            packet=packet,
        )


def state_of(row: Row) -> State:
    """Tell where the record says that a lead is."""
    if row["deal_id"] and row["decision"] == "accepted":
        return State.DEAL
    return {
        "accepted": State.ACCEPTED, "rejected": State.REJECTED, "recycled": State.RECYCLED,
    }.get(row["decision"] or "", State.WAITING)  # fmt: skip


def similar(*, row: Row, won: list[Row]) -> list[Row]:
    """Find deals won in a lead's industry: in its country first, then of its size, then late."""
    if not row["industry"]:
        return []

    def likeness(deal: Row) -> int:
        size, other = row["employees"], deal["employees"]
        is_near = bool(size and other and 0.5 <= size / other <= 2)
        is_here = bool(deal["country"] and deal["country"] == row["account_country"])
        return 2 * is_here + is_near

    alike = [deal for deal in won if deal["industry"] == row["industry"]]
    ordered = sorted(alike, key=lambda deal: -likeness(deal))  # which keeps the latest first
    return ordered[:SIMILAR]


def _by_case(table: pa.Table) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist():
        found[row["case_id"]].append(row)
    return found


def _holder(row: Row) -> str:
    found = holder_of(owner_id=row["owner_id"], owner=row["owner"])
    return "left" if found == "person" and row["owner_is_active"] is False else found


def _packet(
    row: Row, acts: list[Row], said: list[Row], fits: list[Row], sold: tuple[list[Row], str]
) -> dict[str, Any]:  # Any: what JSON can hold
    promise, (won, currency) = _promise(row, said), sold
    first = (row["person_name"] or "").split(" ")[0]
    begin = opening.suggest(
        first_name=first if "@" not in first else "",
        seen=[
            opening.Seen(
                act["occurred_at"], act["kind"] or "", act["page"] or act["campaign"] or ""
            )
            for act in acts
        ],
        promise=promise,
    )
    return {
        "title": row["title"] or "",
        "email": row["email"] or "",
        "persona": row["persona"] or "",
        "company": _facts(row),
        "score": row["score"],
        "landing_page": row["landing_page"] or "",
        "came_by": row["channel"] or "",
        "audience": row["audience"] or "",
        "promise": promise,
        "acts": [_act(act) for act in acts[:MOST]],
        "more_acts": max(0, len(acts) - MOST),
        "texts": [_text(one) for one in said[:MOST]],
        "fit": [
            {"attribute": one["attribute"], "fits": one["fits"], "why": one["why"] or ""}
            for one in fits
        ],
        "similar": [_deal(deal, currency) for deal in similar(row=row, won=won)],
        "begin": begin.told(),
    }


def _promise(row: Row, said: list[Row]) -> str:
    """Find what marketing promised: the campaign's headline, else the last subject it wrote."""
    if row["campaign_subject"]:
        return str(row["campaign_subject"])
    own = (one["subject"] for one in said if one["team"] == "marketing" and one["subject"])
    return str(next(own, ""))


def _facts(row: Row) -> list[list[str]]:
    employees = f"{row['employees']:,}" if row["employees"] else ""
    told = (
        ("Industry", row["industry"]), ("Employees", employees),
        ("Country", row["account_country"]), ("Site", row["domain"]),
    )  # fmt: skip
    return [[head, str(said)] for head, said in told if said]


def _act(act: Row) -> dict[str, str]:
    at = act["occurred_at"].isoformat()
    return {"at": at, "kind": act["kind"] or "", "about": _about(act)}


def _about(act: Row) -> str:
    return str(act["page"] or act["campaign"] or act["url"] or "")


def _text(one: Row) -> dict[str, str]:
    return {
        "at": one["occurred_at"].isoformat(), "team": one["team"] or "",
        "channel": one["channel"] or "", "subject": one["subject"] or "",
        "body": (one["body"] or "")[:2_000],
    }  # fmt: skip


def _deal(deal: Row, currency: str) -> dict[str, str]:
    closed: datetime | None = deal["closed_at"]
    amount = deal["amount"]
    return {
        "name": deal["name"] or "", "deal_id": deal["deal_id"],
        "amount": "" if amount is None else f"{currency}\N{NO-BREAK SPACE}{amount:,.0f}",
        "closed": closed.date().isoformat() if closed else "", "product": deal["product"] or "",
        "like": ", ".join(str(one) for one in (deal["industry"], deal["country"]) if one),
    }  # fmt: skip
