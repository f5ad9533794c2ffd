"""Counts leads as the SQL of each measure counts them; a test holds both equal."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from sameroom.handoff.cuts.leads import ReadLead, Row

Moments = list[dict[str, Any]]  # Any: a count or a name


def _sliced(leads: Iterable[ReadLead]) -> dict[tuple[str, str], list[Row]]:
    """Sort leads into the whole and the months."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for lead in leads:
        found["", ""].append(lead.row)
        if lead.row["month_name"] is not None:
            found["month", lead.row["month_name"]].append(lead.row)
    return dict(sorted(found.items()))


def acceptance(leads: Sequence[ReadLead]) -> Moments:
    """Twin of acceptance.sql."""
    parts = _sliced(leads)
    for lead in leads:
        if lead.row["decision"] is None and lead.row["age_days"] is not None:
            parts.setdefault(("age", str(lead.row["age_days"])), []).append(lead.row)
    return [
        {
            "slice": kind,
            "name": name,
            "cases": len(rows),
            "accepted": sum(row["decision"] == "accepted" for row in rows),
            "rejected": sum(row["decision"] == "rejected" for row in rows),
            "recycled": sum(row["decision"] == "recycled" for row in rows),
            "undecided": sum(row["decision"] is None for row in rows),
            "inferred": sum(bool(row["is_rejection_inferred"]) for row in rows),
            "contacted": sum(row["contacted_at"] is not None for row in rows),
            "from_creation": sum(row["handed_over_from"] == "creation of the lead" for row in rows),
        }
        for (kind, name), rows in parts.items()
    ]


def _traces(leads: Sequence[ReadLead]) -> dict[str, int]:
    seen = sum(
        lead.row["contacted_at"] is not None or lead.row["settled_at"] is not None for lead in leads
    )
    return {"traces": seen, "handed": len(leads)}


def never_touched(leads: Sequence[ReadLead]) -> Moments:
    """Twin of never_touched.sql."""
    owed = [lead for lead in leads if lead.row["is_due"]]
    parts = _sliced(owed)
    for lead in owed:
        if not lead.row["is_touched"]:
            parts.setdefault(("age", str(lead.row["age_days"])), []).append(lead.row)
    traces = _traces(leads)
    return [
        {
            "slice": kind,
            "name": name,
            "cases": len(rows),
            "untouched": sum(not row["is_touched"] for row in rows),
            **traces,
        }
        for (kind, name), rows in parts.items()
    ] or [{"slice": None, "name": None, "cases": None, "untouched": None, **traces}]


def persistence(leads: Sequence[ReadLead]) -> Moments:
    """Twin of persistence.sql."""
    pursued = [lead for lead in leads if lead.row["attempts"] is not None]
    found = []
    for (kind, name), rows in _sliced(pursued).items():
        counts: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            counts[min(int(row["attempts"]), 100)].append(row)
        found += [
            {"slice": kind, "name": name, "attempts": attempts, **_pursuit(counts[attempts])}
            for attempts in sorted(counts)
        ]
    return found


def _pursuit(rows: Sequence[Row]) -> dict[str, int]:
    counted = [ReadLead(row).is_followed for row in rows]
    over = [row for row in rows if row["has_elapsed"]]
    silent = [row for row in over if not row["has_answered"]]
    return {
        "contacted": len(rows),
        "cases": sum(counted),
        "pursued": sum(
            is_one and bool(row["is_pursued"]) for is_one, row in zip(counted, rows, strict=True)
        ),
        "running": len(rows) - len(over),
        "answered": len(over) - len(silent),
        "ended": sum(bool(row["has_ended"]) for row in silent),
        "ended_undated": sum(bool(row["has_ended_undated"]) for row in silent),
    }


def recycling(leads: Sequence[ReadLead]) -> Moments:
    """Twin of recycling.sql."""
    counted = [
        lead for lead in leads if lead.row["decision"] is not None or lead.row["is_recycled"]
    ]
    return [
        {"slice": kind, "name": name, "cases": len(rows), **_returned(rows)}
        for (kind, name), rows in _sliced(counted).items()
    ]


def _returned(rows: Sequence[Row]) -> dict[str, int]:
    decided = [row["decision"] in {"accepted", "rejected"} for row in rows]
    sent = [bool(row["is_recycled"]) for row in rows]
    return {
        "decided": sum(decided),
        "recycled": sum(sent),
        "recycled_after": sum(a and b for a, b in zip(decided, sent, strict=True)),
        "undated": sum(row["is_recycled"] and row["recycled_at"] is None for row in rows),
        "mature": sum(bool(row["is_mature"]) for row in rows),
        "won": sum(bool(row["is_mature"] and row["is_won_later"]) for row in rows),
        "with_return": sum(row["return_at"] is not None for row in rows),
        "due": sum(bool(row["is_return_due"]) for row in rows),
        "kept": sum(bool(row["is_return_due"] and row["is_return_kept"]) for row in rows),
    }


def decision_time(leads: Sequence[ReadLead]) -> Moments:
    """Twin of decision_time.sql, without its teams."""
    binned: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for row in (lead.row for lead in leads if lead.row["is_decision_clocked"]):
        ended = row["decision_at"] is not None
        owed = bool(row["is_decision_due"]) and not row["is_decision_excused"]
        late = bool(row["is_decision_late"])
        counted = (ended, not ended, owed, owed and not late, owed and late and not ended)
        for part in (("", ""), ("month", row["month_name"])):
            counts = binned[(*part, minutes_of(row["decided_seconds"]))]
            for place, is_so in enumerate(counted):
                counts[place] += is_so
    decided = [lead.row for lead in leads if lead.row["is_decided"]]
    traces = sum(bool(row["is_decision_clocked"]) for row in decided)
    told = {"traces": traces, "untimed": len(decided) - traces}
    names = ("ended", "running", "due", "kept", "overdue")
    return [
        {"slice": kind, "name": name, "minutes": minutes,
         **dict(zip(names, counts, strict=True)), **told}
        for (kind, name, minutes), counts in sorted(binned.items())
    ] or [dict.fromkeys(("slice", "name", "minutes", *names)) | told]  # fmt: skip


def rejection_reasons(leads: Sequence[ReadLead]) -> Moments:
    """Twin of the families and campaigns of rejection_reasons.sql; single reasons are left out."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for lead in leads:
        if lead.row["decision"] != "rejected":
            continue
        family = lead.row["reason_family"] or ""
        counted["family", "", family] += 1
        if lead.row["campaign"]:
            counted["campaign", lead.row["campaign"], family] += 1
    ordered = sorted(counted.items(), key=lambda one: (one[0][:2], -one[1], one[0][2]))
    return [
        {"slice": kind, "campaign": campaign, "name": family, "family": family, "cases": cases}
        for (kind, campaign, family), cases in ordered
    ]


def response_conversion(leads: Sequence[ReadLead]) -> Moments:
    """Twin of the rows called "response" of response_conversion.sql."""
    counted: dict[str, list[Row]] = defaultdict(list)
    for lead in leads:
        if lead.row["response"] is not None:
            counted[lead.row["response"]].append(lead.row)
    return [
        {
            "name": name,
            "cases": len(rows),
            "deals": sum(bool(row["is_deal"]) for row in rows),
            "won": sum(bool(row["is_won"]) for row in rows),
        }
        for name, rows in sorted(counted.items())
    ]


def speed_to_lead(leads: Sequence[ReadLead]) -> Moments:
    """Twin of speed_to_lead.sql."""
    binned: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in (lead.row for lead in leads if lead.row["is_clocked"]):
        ended = row["first_touch_at"] is not None
        due = bool(row["is_due"])
        waited = (ended, due, due and row["is_late"] is False)
        # As the SQL has it, a lead with a clock and no month still names the slice.
        _bin(binned, ("", ""), row["waited_seconds"], *waited)
        _bin(binned, ("month", row["month_name"]), row["waited_seconds"], *waited)
        if row["routing_seconds"] is not None:
            _bin(binned, ("routing", ""), row["routing_seconds"], True, False, False)
        if row["answering_seconds"] is not None:
            _bin(binned, ("answering", ""), row["answering_seconds"], ended, False, False)
    traces = _traces(leads)
    names = ("ended", "running", "due", "kept")
    return [
        {"slice": kind, "name": name, "minutes": minutes,
         **dict(zip(names, counts, strict=True)), **traces}
        for (kind, name, minutes), counts in sorted(binned.items())
    ] or [dict.fromkeys(("slice", "name", "minutes", *names)) | traces]  # fmt: skip


def _bin(
    binned: dict[tuple[str, str, int], list[int]], part: tuple[str, str], seconds: int,
    ended: bool, due: bool, kept: bool,
) -> None:  # fmt: skip
    counts = binned[(*part, minutes_of(seconds))]
    counts[0 if ended else 1] += 1
    counts[2] += due
    counts[3] += kept


def minutes_of(seconds: int) -> int:
    """Round working seconds to minutes, half a minute up."""
    return (int(seconds) + 30) // 60


def routing_delay(leads: Sequence[ReadLead]) -> Moments:
    """Twin of routing_delay.sql, without its campaigns and teams."""
    timed = [lead.row for lead in leads if lead.row["routing_id"] is not None]
    waits: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    holders: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    sums: Counter[str] = Counter()
    for row in timed:
        touched = row["first_touch_at"] is not None
        holders["untimed" if row["is_untimed"] else row["holder"]][not touched] += 1
        if row["routed_seconds"] is not None and not row["is_untimed"]:
            waits["routing", minutes_of(row["routed_seconds"])][not row["is_routed"]] += 1
        if row["human_seconds"] is not None:
            waits["human", minutes_of(row["human_seconds"])][not touched] += 1
            if touched:
                _add_hours(sums, row)
    nothing = dict.fromkeys(
        ("routed", "waited", "routed_squares", "waited_squares", "products"), 0.0
    )
    total = {**nothing, **{name: value for name, value in sums.items() if name != "cases"}}
    head = {"slice": "", "name": "", "clock": "", "minutes": 0}
    return [
        *[{"kind": "holder", **head, "name": name, "ended": n[0], "running": n[1], **nothing}
          for name, n in sorted(holders.items())],
        {"kind": "total", **head, "ended": sums["cases"], "running": 0, **total},
        *[{"kind": "wait", **head, "clock": clock, "minutes": minutes, "ended": n[0],
           "running": n[1], **nothing} for (clock, minutes), n in sorted(waits.items())],
    ]  # fmt: skip


def _add_hours(sums: Counter[str], row: Row) -> None:
    # A counter takes hours as it takes whole numbers; what the typing says of it is narrower.
    hours: Any = (float(row["routed_seconds"] or 0) / 3600, float(row["routing_waited"]) / 3600)
    routed, waited = hours
    sums["cases"] += 1
    sums["routed"] += routed
    sums["waited"] += waited
    sums["routed_squares"] += routed * routed
    sums["waited_squares"] += waited * waited
    sums["products"] += routed * waited


def table(moments: Moments) -> pa.Table:
    """Give moments as a measure takes them."""
    return pa.Table.from_pylist(moments)
