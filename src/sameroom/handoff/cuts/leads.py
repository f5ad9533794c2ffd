"""Reads from the record one small row a hand-over: all that the area's measures count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import pyarrow as pa

Row = Mapping[str, Any]  # Any: a cell

LEADS = """
select
    c.case_id, c.lead_id, c.campaign, c.team, c.owner_id, c.owner, c.person_id, c.account_id,
    c.handed_over_at, c.month_name, c.handed_over_from, c.decision, c.reason, c.reason_family,
    c.is_rejection_inferred, c.decided_at, c.contacted_at, c.settled_at, c.first_touch_at,
    c.is_touched, c.is_clocked, c.waited_seconds, c.routing_seconds, c.answering_seconds,
    c.is_due, c.is_late, c.is_recycled,
    cast(floor((w.ends_epoch - epoch(c.handed_over_at)) / 86400) as bigint) as age_days,
    a.industry as segment, a.name as account_name, p.name as person_name, p.email,
    t.attempts, t.has_elapsed, t.has_answered, t.has_ended, t.has_ended_undated, t.is_pursued,
    s.response, s.is_deal, s.is_won,
    y.recycled_at, y.is_mature, y.is_won_later, y.return_at, y.is_return_due, y.is_return_kept,
    d.is_decided, d.is_clocked as is_decision_clocked, d.decided_at as decision_at,
    d.decided_seconds, d.is_due as is_decision_due, d.is_late as is_decision_late,
    d.is_excused as is_decision_excused,
    o.case_id as routing_id, o.holder, o.is_untimed, o.routing_seconds as routed_seconds,
    o.is_routed, o.human_seconds, o.waited_seconds as routing_waited
from handoff_case as c
cross join audit_window as w
left join who_account as a on a.account_id = c.account_id
left join who_person as p on p.person_id = c.person_id
left join lead_pursuit as t on t.case_id = c.case_id
left join lead_response as s on s.case_id = c.case_id
left join recycled_lead as y on y.case_id = c.case_id
left join decision_clock as d on d.case_id = c.case_id
left join lead_routing as o on o.case_id = c.case_id
where c.is_in_window
order by c.handed_over_at desc nulls last, c.case_id
"""
TERMS = "select name, amount from term order by name"
PROMISED = """
select name, min(within_seconds) as within_seconds from promise
where name in ('first_touch', 'disposition') group by name order by name
"""
WINDOW = "select starts_at, ends_at from audit_window order by starts_at"


class Asking(Protocol):
    """What is asked for the record."""

    def ask(self, sql: str) -> pa.Table:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class ReadLead:
    """A hand-over of the period, with what each measure counts of it."""

    row: Row

    @property
    def lists(self) -> frozenset[str]:
        """Name the lists of rows that it stands in."""
        row = self.row
        is_decided_late = bool(row["is_decision_due"] and row["is_decision_late"])
        found = {
            "rejected": row["decision"] == "rejected",
            "undecided": row["decision"] is None,
            "decided-late": is_decided_late,
            "overdue": is_decided_late and not row["is_decided"],
            "decisions": bool(row["is_decision_clocked"]),
            "late": bool(row["is_due"] and row["is_late"]),
            "untouched": bool(row["is_due"] and not row["is_touched"]),
            "given-up": self.is_followed and not row["is_pursued"],
            "recycled": bool(row["is_recycled"]),
            "answered": row["response"] is not None,
            "unrouted": row["routing_id"] is not None and row["holder"] != "person"
            and row["first_touch_at"] is None,
            "clocked": bool(row["is_clocked"]),
        }  # fmt: skip
        return frozenset(name for name, is_so in found.items() if is_so)

    @property
    def is_followed(self) -> bool:
        """Tell whether it counts for persistence: silent and undecided for the days promised."""
        row = self.row
        return bool(row["has_elapsed"] and not row["has_answered"] and not row["has_ended"])


@dataclass(frozen=True, slots=True)
class Record:
    """What was read.

    Args:
        leads: the newest first.
        terms: the numbers of the agreement, by dotted key.
        promised_hours: working hours until the first touch, as promised.
        decision_hours: working hours until the decision, as promised.
    """

    leads: tuple[ReadLead, ...]
    terms: Mapping[str, float]
    promised_hours: float
    decision_hours: float
    starts_at: datetime
    ends_at: datetime


def read_leads(*, engine: Asking) -> Record:
    """Read every hand-over of the period that was audited last."""
    (window,) = engine.ask(WINDOW).to_pylist()
    promised = {
        row["name"]: float(row["within_seconds"]) / 3600 for row in engine.ask(PROMISED).to_pylist()
    }
    return Record(
        leads=tuple(_leads(engine.ask(LEADS))),
        terms={row["name"]: float(row["amount"]) for row in engine.ask(TERMS).to_pylist()},
        promised_hours=promised.get("first_touch", 0.0),
        decision_hours=promised.get("disposition", 0.0),
        starts_at=window["starts_at"],
        ends_at=window["ends_at"],
    )


def _leads(table: pa.Table) -> Iterator[ReadLead]:
    for batch in table.to_batches(max_chunksize=5_000):
        for row in batch.to_pylist():
            yield ReadLead(row)
