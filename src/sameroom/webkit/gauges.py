"""What a part of the room tells whoever watches over it: `list_gauges` of its `gauges.py`."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure as it is now. It says nothing about anybody.

    Args:
        name: with its unit, without `sameroom_`.
        meaning: in a sentence.
        value: the figure.
        labels: what it is of; of few values, and never a person's.
    """

    name: str
    meaning: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)
