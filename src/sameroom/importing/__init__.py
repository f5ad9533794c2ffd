"""From a folder of exports to facts: read, recognise, plan, convert, write, undo.

from sameroom import importing

found = importing.plan(folder=Path("exports"), store=Path(".sameroom"), now=clock.now())
done = importing.run(folder=Path("exports"), store=Path(".sameroom"), now=clock.now())
importing.undo(run=done.run, store=Path(".sameroom"), now=clock.now())
"""

from sameroom.importing.deciding import decide, list_decided
from sameroom.importing.doing import plan, run
from sameroom.importing.flaw_tables import ReasonCount
from sameroom.importing.flaws import REASONS, Level, Reason
from sameroom.importing.identities import list_in_doubt
from sameroom.importing.limits import Limits
from sameroom.importing.plans import FilePlan, Missing, NounPlan, Outcome, Plan
from sameroom.importing.reading import PassedOver
from sameroom.importing.undoing import Leaning, Undone, list_leaning, undo

__all__ = [
    "REASONS",
    "FilePlan",
    "Leaning",
    "Level",
    "Limits",
    "Missing",
    "NounPlan",
    "Outcome",
    "PassedOver",
    "Plan",
    "Reason",
    "ReasonCount",
    "Undone",
    "decide",
    "list_decided",
    "list_in_doubt",
    "list_leaning",
    "plan",
    "run",
    "undo",
]
