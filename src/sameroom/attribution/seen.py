"""What SQL tells of journeys, as arrays: the paths, what is known of them, and what decay gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sameroom.measure import Interval
from sameroom.stats.attribution import Credit, Journeys, Known
from sameroom.stats.attribution.journeys import Floats
from sameroom.stats.intervals import ratio_of_sums

LONGEST_MEMORY = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """Journeys to one outcome, seen by channel or by campaign.

    Args:
        journeys: the distinct paths.
        known: the anchors of each path and what was agreed.
        is_marketing: by name, whether it is marketing's; the others are acts of sales.
        decay: what decay gives, with its interval for each name.
        deals: all conversions of the period, those without any step included.
        used, found: journeys read, and journeys there are.
        cut: journeys so long that their first steps were left out.
        converted: journeys read that ended in a conversion.
        anchored: those of them whose lead and whose deal each came behind a known step.
    """

    journeys: Journeys
    known: Known
    is_marketing: tuple[bool, ...]
    decay: Credit
    decay_sure: tuple[Interval | None, ...]
    deals: int
    used: int
    found: int
    cut: int
    converted: int
    anchored: int

    @property
    def credited(self) -> int:
        """Count the conversions that any step leads to."""
        return round(float(self.journeys.conversions.sum()))


def look(
    *, moments: pa.Table, by_what: str, outcome: str, terms: Mapping[str, float]
) -> Seen | None:
    """Take what SQL told of one outcome; None where there is no journey at all."""
    mine = moments.filter(pc.equal(moments["by_what"], by_what))
    here = mine.filter(pc.equal(mine["outcome"], outcome))
    told = _of(here, "all").to_pylist()
    if not told:
        return None
    named = {row["number"]: row for row in _of(mine, "name").to_pylist()}
    path = _of(here, "path")
    split = pc.split_pattern(path["name"].combine_chunks(), ".")
    raw = split.flatten().cast(pa.int64()).to_numpy()
    numbers, steps = np.unique(raw, return_inverse=True)
    journeys = Journeys(
        names=tuple(str(named[number]["name"]) for number in numbers.tolist()),
        steps=steps.astype(np.int64),
        starts=split.offsets.to_numpy().astype(np.int64),
        conversions=path["deals"].to_numpy(),
        value=path["amount"].to_numpy(),
        nulls=path["unsold"].to_numpy(),
    )
    lead_at, deal_at = (path[name].to_numpy() - 1 for name in ("lead_place", "deal_place"))
    converted = path["converted"].to_numpy()
    decay = {row["number"]: row for row in _of(here, "decay").to_pylist()}
    listed = [decay.get(number) for number in numbers.tolist()]
    return Seen(
        journeys=journeys,
        known=_known(terms, lead_at, deal_at),
        is_marketing=tuple(named[number]["outcome"] == "marketing" for number in numbers.tolist()),
        decay=_decay(listed),
        decay_sure=tuple(_sure(row, told[0], int(converted.sum())) for row in listed),
        deals=int(told[0]["amount"] or 0),
        used=int(told[0]["converted"]),
        found=int(told[0]["unsold"]),
        cut=int(told[0]["lead_place"]),
        converted=int(converted.sum()),
        anchored=int(converted[(lead_at >= 0) & (deal_at >= 0)].sum()),
    )


def _of(table: pa.Table, what: str) -> pa.Table:
    return table.filter(pc.equal(table["what"], what))


def _known(terms: Mapping[str, float], lead_at: Any, deal_at: Any) -> Known:  # Any: arrays
    plain = Known()

    def said(key: str, otherwise: float) -> float:
        return terms.get(f"attribution.{key}", otherwise)

    ends = [said(f"position.{name}", plain.position[0]) for name in ("first", "last")]
    three = ("first", "lead_creation", "deal_creation")
    w_shape = [said(f"w_shape.{name}", plain.w_shape[0]) for name in three]
    whole = [said(f"full_path.{name}", plain.full_path[0]) for name in (*three, "last")]
    return Known(
        lead_at=lead_at,
        deal_at=deal_at,
        position=(ends[0], ends[1]),
        w_shape=(w_shape[0], w_shape[1], w_shape[2]),
        full_path=(whole[0], whole[1], whole[2], whole[3]),
    )


def _decay(listed: list[dict[str, Any] | None]) -> Credit:  # Any: a cell is whatever SQL gave
    deals, value = (
        np.array([float(row[name]) if row else 0.0 for row in listed])
        for name in ("deals", "amount")
    )
    total = float(deals.sum())
    share: Floats = deals / total if total > 0 else np.zeros_like(deals)
    return Credit("decay", share, deals, value)


def _sure(
    row: dict[str, Any] | None,
    whole: dict[str, Any],
    cases: int,  # Any: as above
) -> Interval | None:
    """Give decay's interval by the delta method; None where nothing is given."""
    if row is None or cases < 2 or not whole["deals"]:
        return None
    found = ratio_of_sums(
        cases=cases,
        top=float(row["deals"]),
        bottom=float(whole["deals"]),
        top_squares=float(row["squares"]),
        bottom_squares=float(whole["squares"]),
        products=float(row["converted"]),
    )
    low, high = max(found.low, 0.0), min(found.high, 1.0)
    return Interval(low, high, found.level, found.method)
