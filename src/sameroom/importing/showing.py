"""Shows a plan, its progress and its outcome on a terminal, in words a person knows."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table as Grid

from sameroom.connectors.mapping import ASK, IGNORE, ColumnMapping
from sameroom.importing.flaws import BY_NAME, Level
from sameroom.importing.plans import FilePlan, Outcome, Plan
from sameroom.importing.preparing import Progress

COLUMNS_SHOWN = 60
FEWEST_LETTERS = 16  # of samples, on however narrow a terminal
GAP = 4
SAID = {
    Level.ROW: "rows refused",
    Level.FIELD: "cells left empty",
    Level.KEPT: "kept, worth a look",
}


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar on the error stream while an import works."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("looking at the files", total=None, count="")

        def told(what: str, done: int, of: int) -> None:
            count = f"{done}/{of}" if of else ""
            bar.update(task, description=escape(what[-60:]), completed=done, total=of, count=count)

        yield told


def show_plan(plan: Plan, *, console: Console | None = None) -> None:
    """Print what an import would do."""
    out = console or Console()
    for file in plan.files:
        _show_file(out, file)
    _show_passed_over(out, plan)
    _show_nouns(out, plan)
    _show_missing(out, plan)
    out.print(f"\nMoney is counted in [bold]{escape(plan.currency)}[/] ({plan.currency_why}).")
    if plan.asked:
        count = plan.asked
        waits = "waits" if count == 1 else "wait"
        out.print(f"[yellow]{count} {_plural(count, 'column')} {waits} for your decision.[/]")
    for remark in plan.remarks:
        out.print(f"[yellow]{escape(remark)}[/]")
    if plan.mapping_file:
        out.print(
            f"The proposed mapping is in {escape(plan.mapping_file)}: edit it, put it into the "
            "folder as mapping.toml (or give it with --mapping), and plan again."
        )
    out.print("Nothing has been written." if plan.files else "There is nothing to import.")


def _show_file(out: Console, file: FilePlan) -> None:
    mapping = file.mapping
    nouns = ", ".join(noun.noun.replace("_", " ") for noun in mapping.nouns)
    known = " ".join(part for part in (mapping.system, mapping.kind) if part)
    taken_for = f"{known}: {nouns}" if known else nouns
    out.print(f"\n[bold]{escape(mapping.path)}[/]  {file.rows:,} {_plural(file.rows, 'row')}")
    out.print(f"  taken for {escape(taken_for)}  ({mapping.confidence:.0%} sure: {mapping.why})")
    for remark in file.remarks:
        out.print(f"  [dim]{escape(remark)}[/]")
    _show_columns(out, mapping.columns)
    _show_counts(out, file)
    for reason in file.reasons:
        colour = {"row": "red", "field": "yellow", "kept": "dim"}[reason.level.value]
        out.print(
            f"  [{colour}]{reason.count:,} x {reason.reason}[/] ({SAID[reason.level]}): "
            f"{escape('; '.join(reason.examples))}"
        )
        out.print(f"    {escape(BY_NAME[reason.reason].remedy)}")


def _show_columns(out: Console, columns: tuple[ColumnMapping, ...]) -> None:
    grid = Grid(box=None, pad_edge=False, padding=(0, 2), show_header=True, header_style="dim")
    for title in ("  column", "becomes", "sure", "samples"):
        grid.add_column(title, overflow="ellipsis", no_wrap=True)
    left_out = [column for column in columns if column.target == IGNORE]
    shown = [column for column in columns if column.target != IGNORE]
    rows = [_column_row(column) for column in shown[:COLUMNS_SHOWN]]
    room = max(out.width - _width(rows), FEWEST_LETTERS)
    for *told, samples in rows:
        grid.add_row(*map(escape, (*told, _clip(samples, room))))
    out.print(grid)
    more = len(shown) - COLUMNS_SHOWN
    if more > 0:
        out.print(f"  [dim]and {more} more[/]")
    if left_out:
        names = ", ".join(column.header or f"column {column.index + 1}" for column in left_out)
        out.print(f"  [dim]left out: {escape(names[:400])}[/]")


def _width(rows: list[tuple[str, str, str, str]]) -> int:
    """Say how wide all but the samples is, the gaps between the columns counted in."""
    wide = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    return sum(wide) + 3 * GAP


def _clip(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _column_row(column: ColumnMapping) -> tuple[str, str, str, str]:
    becomes = ", ".join(fill.target for fill in column.fills)
    if column.target == ASK:
        becomes = f"? ({' or '.join(column.may_be or column.guess) or 'your decision'})"
    samples = " | ".join(sample[:24] for sample in column.samples)
    name = column.header or f"column {column.index + 1}"
    return f"  {name}", becomes, f"{column.confidence:.0%}", samples


def _show_counts(out: Console, file: FilePlan) -> None:
    told = [f"{file.taken:,} go in"]
    if file.folded:
        told.append(f"{file.folded:,} repeat another row ({file.identical:,} to the letter)")
    if file.refused:
        told.append(f"{file.refused:,} refused")
    if file.idle:
        told.append(f"{file.idle:,} hold nothing for us")
    out.print(f"  {', '.join(told)}")
    if file.fold_examples:
        out.print(f"  [dim]repeated: {'; '.join(file.fold_examples)}[/]")


def _show_passed_over(out: Console, plan: Plan) -> None:
    if plan.passed_over:
        out.print("\n[bold]Passed over[/]")
    for file in plan.passed_over:
        out.print(f"  {escape(file.path)}: {escape(file.why)}")


def _show_nouns(out: Console, plan: Plan) -> None:
    if not plan.nouns:
        return
    grid = Grid(title="Against the record", title_justify="left", title_style="bold", box=None)
    grid.add_column("")
    for title in ("new", "changed", "as it stands"):
        grid.add_column(title, justify="right")
    for noun in plan.nouns:
        counts = (noun.new, noun.changed, noun.same)
        grid.add_row(noun.noun.replace("_", " "), *(f"{count:,}" for count in counts))
    out.print()
    out.print(grid)


def _show_missing(out: Console, plan: Plan) -> None:
    if plan.missing:
        out.print("\n[bold]Missing for readings[/]")
    for missing in plan.missing:
        out.print(
            f"  {escape(missing.question)} needs {missing.column} ({escape(missing.why)}): "
            f"{escape(missing.bring)}"
        )


def show_outcome(done: Outcome, *, console: Console | None = None) -> None:
    """Print what an import did."""
    out = console or Console()
    for file in done.plan.files:
        out.print(
            f"[bold]{escape(file.mapping.path)}[/]  {file.rows:,} {_plural(file.rows, 'row')}"
        )
        _show_counts(out, file)
    _show_passed_over(out, done.plan)
    if done.run:
        rows = ", ".join(f"{count:,} {noun}" for noun, count in done.written.items())
        out.print(f"\nWritten as [bold]{done.run}[/]: {rows}.")
        out.print(f"{done.matched:,} references joined to the account or person they stand for.")
        if done.probable:
            out.print(f"{done.probable:,} of them are probable, not certain.")
        out.print(f"To take it back: sameroom import --undo {done.run}")
    else:
        out.print("\nNothing new: the record has all of this already. No run was made.")
    for remark in done.remarks:
        out.print(f"[yellow]{escape(remark)}[/]")
    if done.review_file:
        out.print("\nMatches that are in doubt are listed for you to decide in")
        out.print(f"  {escape(done.review_file)}")
    if done.error_files:
        out.print("\n[yellow]What could not be read is listed, with what to do, in[/]")
    for path in done.error_files:
        out.print(f"  {escape(path)}")
    if done.folded_files:
        out.print("\nRows that gave way to another row with the same id are listed in")
    for path in done.folded_files:
        out.print(f"  {escape(path)}")


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
