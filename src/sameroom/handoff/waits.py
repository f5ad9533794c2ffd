"""How the area's measures read and tell waits of which some are still running."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sameroom.handoff.shares import BRING_ACTS, FEWEST
from sameroom.measure import Part, Reading, Told, TooLittle, Unit
from sameroom.stats.survival import Curve, kaplan_meier

FOLLOW_UP = (
    "A first call or mail to the leads that wait. Where one was made, it is not in the record yet."
)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of one slice, by minute; and of those whose time has passed, how many kept it."""

    part: Part
    minutes: Numbers
    ended: Numbers
    running: Numbers
    due: int
    kept: int

    @property
    def cases(self) -> int:
        """Count the waits."""
        return int(self.ended.sum() + self.running.sum())

    def curve(self) -> Curve:
        """Draw their curve, in hours."""
        return kaplan_meier(times=self.minutes / 60, ended=self.ended, running=self.running)


def list_waits(*, moments: pa.Table) -> Iterator[Waits]:
    """Cut counts of waits into slices.

    Args:
        moments: a row a slice, name and minute, ordered by these, with how many waits ended then
            and how many still ran.
    """
    counted = moments.filter(pc.is_valid(moments["slice"]))
    kinds, names = counted["slice"].to_pylist(), counted["name"].to_pylist()
    keys = list(zip(kinds, names, strict=True))
    starts = [n for n, key in enumerate(keys) if n == 0 or key != keys[n - 1]]
    for start, end in pairwise([*starts, len(keys)]):
        rows = counted.slice(start, end - start)
        kind, name = keys[start]
        yield Waits(
            part=((kind, name),) if kind else (),
            minutes=_numbers(rows, "minutes"),
            ended=_numbers(rows, "ended"),
            running=_numbers(rows, "running"),
            due=int(_numbers(rows, "due").sum()),
            kept=int(_numbers(rows, "kept").sum()),
        )


def _numbers(rows: pa.Table, name: str) -> Numbers:
    return np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=np.float64)


def quantile(
    *, figure: str, curve: Curve, at_share: float, ended: int, part: Part = (), missing: str,
    running_words: str = "have not been followed up at all", bring: str = BRING_ACTS,
    act: str = FOLLOW_UP, words: str = "",
) -> Told:  # fmt: skip
    """Tell a quantile in hours; where too many still wait for it to be known, say so.

    Args:
        figure, part, words: what is told.
        curve: the waits, in hours.
        at_share: the quantile, such as 0.5.
        ended: how many waits have ended.
        missing, bring: what is missing where there are too few waits, and what would supply it.
        running_words: what is true of the leads that still wait.
        act: what would end their wait: nothing is missing from the record then.
    """
    if curve.cases < FEWEST:
        return TooLittle(figure, Unit.HOURS, curve.cases, FEWEST, missing, bring, part)
    value, sure = curve.quantile(share=at_share), curve.quantile_band(share=at_share)
    if not (isfinite(value) and isfinite(sure.high)):
        left = f"{1 - at_share:.0%}".replace("%", " %")
        still = f"About {left} of the leads or more {running_words}."
        return TooLittle(figure, Unit.HOURS, ended, curve.cases, still, act, part)
    return Reading(figure, value, Unit.HOURS, curve.cases, sure, part, words)
