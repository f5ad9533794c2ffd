"""What an estimand is, and `truth.json`, which states all of a planted company's."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sameroom.simulator.buyers import Flags
from sameroom.simulator.company import Company

Part = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Estimand:
    """What a figure of a measure stands for, and its value.

    Args:
        measure, figure, part: which reading estimates it.
        value: in the reading's unit.
        definition: what it is, in words.
    """

    measure: str
    figure: str
    part: Part
    value: float
    definition: str

    @property
    def key(self) -> tuple[str, str, Part]:
        """Name the reading that estimates it."""
        return self.measure, self.figure, self.part


def share(hits: Flags, of: Flags) -> float:
    """Give the share of some among others; not a number where there are no others."""
    count = int(of.sum())
    return float((hits & of).sum()) / count if count else float("nan")


def write_truth(
    *,
    path: Path,
    company: Company,
    seed: int,
    planted: Sequence[Estimand],
    realised: Sequence[Estimand],
    same: Mapping[str, Sequence[Mapping[str, str]]],
) -> None:
    """Write what is planted: the company's parameters, and for each reading what it stands for."""
    came_about = {each.key: each.value for each in realised}
    said = {
        "about": (
            "`value` is the parameter an interval must hold: what the reading would tend to if "
            "the company were ever larger. `realised` is what came about in this history; a "
            "faultless record would show just that."
        ),
        "seed": seed,
        "as_of": company.ends_on.isoformat(),
        "company": _plain(asdict(company)),
        **same,
        "estimands": [
            {
                "measure": each.measure,
                "figure": each.figure,
                "part": dict(each.part),
                "value": _number(each.value),
                "realised": _number(came_about.get(each.key, float("nan"))),
                "definition": each.definition,
            }
            for each in planted
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _number(value: float) -> float | None:
    return round(value, 6) if np.isfinite(value) else None


def _plain(value: Any) -> Any:  # Any: whatever a company's parameter is
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
