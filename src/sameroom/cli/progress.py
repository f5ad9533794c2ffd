"""Shows what a long command is doing, and says at its end what came of it."""

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from sameroom.measure import Reading
from sameroom.report.wording import clean

if TYPE_CHECKING:
    from sameroom.audit import Audit
    from sameroom.importing.plans import Plan
    from sameroom.workbench import Reported

PHASES = {
    "reading": "Reading the exports",
    "converting": "Converting their rows",
    "writing": "Writing the record",
    "resolving": "Working out who is who",
}
ASKING = "Answering the questions"
DONE = frozenset({"read", "converted"})  # said at the end of a phase, so no phase of their own


def phase_of(what: str) -> str:
    """Name the phase that a step belongs to, so that a log has a line a phase, not one a file."""
    return ASKING if what.endswith("?") else PHASES.get(what.split(" ")[0], what)


def _answered(told: "Audit") -> str:
    """Say how many questions have their headline, as the report counts them."""
    from sameroom.engines import catalog

    heads = {
        one.measure.name: one.measure.headline
        for one in catalog.list_measures()
        if one.area != "cost"
    }
    known = {
        stored.measure
        for stored in told.stored
        if isinstance(stored.told, Reading) and stored.told.figure == heads.get(stored.measure)
    }
    more = "." if len(known) == len(heads) else "; the report says what to bring for the rest."
    return f"{len(known)} of {len(heads)} questions are answered{more}"


def _left_out(plan: "Plan") -> list[str]:
    """Say which columns were left out because nobody has said what they are."""
    lines = [clean(remark) for remark in plan.remarks]
    if plan.asked:
        lines.append(
            "Columns that wait for a decision were left out: sameroom import --plan proposes a "
            "mapping file to edit; give it with --mapping."
        )
    return lines


class Steps:
    """A line on the terminal that says what is being done; a line a phase where there is none."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._status = self._console.status("Starting")
        self._last = ""

    def __enter__(self) -> "Steps":
        if self._console.is_terminal:
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._status.stop()

    def tell(self, what: str) -> None:
        """Say what is being done now."""
        phase = phase_of(what)
        if self._console.is_terminal:
            self._status.update(escape(what if phase == what else f"{phase}: {what}"))
        elif phase != self._last and what.split(" ")[0] not in DONE:
            self._console.print(f"  {phase}", highlight=False, markup=False)
            self._last = phase

    def summary(self, reported: "Reported") -> list[str]:
        """Say what came of an audit: what was read, what was told, and where the report is."""
        from sameroom.report.short import in_short  # imported late: the command must start fast

        told = reported.audit
        facts = sum(told.facts.values()) - told.facts.get("identity", 0)
        lines = [f"Read {facts:,} facts. {_answered(told)}"]
        if reported.outcome and reported.outcome.error_files:
            folder = Path(reported.outcome.error_files[0]).parent
            lines.append(
                f"What could not be read is listed, with what to do about it, in {folder}."
            )
        if reported.outcome:
            lines += _left_out(reported.outcome.plan)
        lines += [
            f"The record holds what was imported from {folder} too, and so does the report."
            for folder in reported.besides
        ]
        if reported.besides:
            lines.append("For one of these folders alone, name another --out.")
        lines += [f"A measure failed: {failure}" for failure in told.failures]
        lines += ["", *in_short(audit=told), ""]
        lines.append(f"Report: {reported.report.resolve()}")
        return lines
