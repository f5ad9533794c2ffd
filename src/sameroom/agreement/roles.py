"""Steps that nobody answers for, or two teams at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sameroom.agreement.clauses import Step

BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b|\bund\b)\s*")


@dataclass(frozen=True, slots=True)
class Flag:
    """What is wrong with who does what at a step."""

    step: str
    what: str


def list_flags(*, steps: Iterable[Step]) -> tuple[Flag, ...]:
    """List the steps that nobody does, nobody answers for, or more than one answers for.

    A step that stands twice is one step.
    """
    by_name: dict[str, list[Step]] = {}
    for step in steps:
        by_name.setdefault(step.step.strip().casefold(), []).append(step)
    flags: list[Flag] = []
    for same in by_name.values():
        name = same[0].step or "A step without a name"
        if not any(step.responsible for step in same):
            flags.append(Flag(name, "Nobody does it."))
        owners = sorted({owner for step in same for owner in accountable(step=step)})
        if not owners:
            flags.append(Flag(name, "Nobody answers for it."))
        elif len(owners) > 1:
            told = ", ".join(owners)
            flags.append(Flag(name, f"More than one answers for it: {told}. Agree on one."))
    return tuple(flags)


def accountable(*, step: Step) -> tuple[str, ...]:
    """List who answers for a step; there should be one."""
    return tuple(
        dict.fromkeys(name.casefold() for name in BETWEEN.split(step.accountable.strip()) if name)
    )
