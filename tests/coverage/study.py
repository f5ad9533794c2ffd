"""Asks every measure about planted companies, and counts how often its interval holds the truth.

`python -m tests.coverage.study` runs the seeds 1 to 200 and writes its tables into
docs/methods/planted-truth.md; `test_coverage.py` holds the first 60 to their bands on every run.
"""

import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory

from sameroom.agreement import reader
from sameroom.engines.trial import Trial
from sameroom.measure import Reading, Stored, Window
from sameroom.record.identity import resolve
from sameroom.simulator import Company
from sameroom.simulator.agreement_file import write_agreement
from sameroom.simulator.population import planted
from sameroom.simulator.record import list_facts
from sameroom.simulator.world import draw_world
from sameroom.workbench import audit_engine

SEEDS = range(1, 61)
ALIGNED_SEEDS = range(1, 31)
ALL_SEEDS = range(1, 201)
PAGE = Path(__file__).parents[2] / "docs/methods/planted-truth.md"
BEGINS, ENDS = "<!-- coverage begins -->", "<!-- coverage ends -->"
ALARMS_BEGIN, ALARMS_END = "<!-- alarms begin -->", "<!-- alarms end -->"
ALARM = "named_difference"

Key = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """One reading of one company, beside what it stands for.

    Args:
        seed: which company.
        key: measure, figure and part.
        value, low, high, level: what was told.
        truth: the planted value.
    """

    seed: int
    key: Key
    value: float
    low: float
    high: float
    level: float
    truth: float

    @property
    def holds(self) -> bool:
        """Tell whether the interval holds the truth."""
        return self.low - 1e-9 <= self.truth <= self.high + 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """How a figure did over all seeds: the whole, or all parts of a kind together."""

    measure: str
    figure: str
    parts: str
    level: float
    companies: int
    told: int
    held: int
    width: float
    truth: float
    bias: float

    @property
    def share(self) -> float:
        """Give the share of intervals that held the truth."""
        return self.held / self.told


def lay_out(*, company: Company, seed: int) -> Trial:
    """Make an engine of the facts that a planted company's exports yield."""
    engine = Trial()
    for noun, rows in list_facts(world=draw_world(company=company, seed=seed)).items():
        engine.register(name=noun, rows=rows)
    engine.register(name="identity", rows=resolve(ask=engine.ask))
    return engine


def ask(*, company: Company, engine: Trial) -> tuple[Stored, ...]:
    """Audit what an engine holds of a planted company, by the agreement of its teams."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.yaml"
        write_agreement(company=company, path=path)
        agreed = reader.read(path=path)
    begins, ends = (
        datetime.combine(day, datetime.min.time(), tzinfo=UTC)
        for day in (company.starts_on, company.ends_on)
    )
    audit = audit_engine(
        engine=engine,  # type: ignore[arg-type]  # asks and registers as the embedded one does
        agreed=agreed,
        now=ends,
        window=Window(begins, ends),
    )
    if audit.failures:
        raise RuntimeError("; ".join(audit.failures))
    return audit.stored


def compare(*, company: Company, seed: int) -> list[Told]:
    """Put each reading that has an interval beside what is planted."""
    truths = {each.key: each.value for each in planted(company)}
    found = []
    for stored in ask(company=company, engine=lay_out(company=company, seed=seed)):
        told = stored.told
        if not isinstance(told, Reading) or told.interval is None:
            continue
        key = (stored.measure, told.figure, told.part)
        truth = truths[key] if key in truths else _picked_truth(stored.measure, told, truths)
        if truth is not None and isfinite(truth):
            sure = told.interval
            found.append(Told(seed, key, told.value, sure.low, sure.high, sure.level, truth))
    return found


def _picked_truth(measure: str, told: Reading, truths: dict[Key, float]) -> float | None:
    """Give the truth of drift's headline, which is about what the measure itself picked.

    Its words say which attribute it is about, and which segments.
    """
    if measure != "icp_drift" or told.part:
        return None
    if told.figure == "distance":
        attribute = told.words.split(":")[0].replace(" ", "_")
        steps = (("attribute", attribute), ("steps", "aimed at → won"))
        return truths[(measure, "distance", steps)]
    if told.figure not in {"aimed_share", "won_share"}:
        return None
    attribute, _, labels = told.words.split("(")[-1].rstrip(").").partition(": ")
    return sum(
        truths[(
            measure, f"segment_{told.figure}",
            (("attribute", attribute.replace(" ", "_")), ("segment", label)),
        )]
        for label in labels.split(", ")
    )  # fmt: skip


def run(*, company: Company, seeds: Iterable[int], workers: int = 2) -> list[Told]:
    """Compare many companies, a few at a time."""
    numbers = list(seeds)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(compare, company=company, seed=seed) for seed in numbers]
        return [told for job in jobs for told in job.result()]


def summarise(found: Iterable[Told]) -> list[Row]:
    """Count, figure by figure, how often the truth was held."""
    grouped: dict[tuple[str, str, str], list[Told]] = {}
    for told in found:
        grouped.setdefault(_kind(told.key), []).append(told)
    return [_row(kind, listed) for kind, listed in grouped.items()]


def _kind(key: Key) -> tuple[str, str, str]:
    """Name what is counted together: the attributes of drift stay apart, other parts do not."""
    measure, figure, part = key
    if figure == "distance" and part:
        return measure, figure, ", ".join(content for _, content in part)
    return measure, figure, " and ".join(name for name, _ in part)


def _row(kind: tuple[str, str, str], listed: list[Told]) -> Row:
    return Row(
        *kind,
        level=listed[0].level,
        companies=len({told.seed for told in listed}),
        told=len(listed),
        held=sum(told.holds for told in listed),
        width=median(told.high - told.low for told in listed),
        truth=median(told.truth for told in listed),
        bias=fmean(told.value - told.truth for told in listed),
    )


def band(*, level: float, companies: int) -> tuple[float, float]:
    """Give the shares between which 99 of 100 honest intervals would come out."""
    from scipy.stats import binom

    low, high = binom.ppf([0.005, 0.995], companies, level)
    return float(low) / companies, float(high) / companies


def table(rows: Iterable[Row]) -> str:
    """Write the rows as a table of the page."""
    head = (
        "| measure | figure | of | planted | nominal | companies | intervals | held | 99 % band | "
        "median width | bias |\n|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    return "\n".join([head, *(_line(row) for row in rows)])


def _line(row: Row) -> str:
    low, high = band(level=row.level, companies=row.companies)
    cells = (
        row.measure, row.figure, row.parts or "the whole", f"{row.truth:.4g}", f"{row.level:.0%}",
        str(row.companies), str(row.told), f"{row.share:.1%}", f"{low:.1%} to {high:.1%}",
        f"{row.width:.3g}", f"{row.bias:+.2g}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def alarms(found: Iterable[Told]) -> set[int]:
    """Tell in which companies drift named a segment."""
    return {told.seed for told in found if told.key[1] == ALARM}


def alarm_line(found: Iterable[Told], *, companies: int) -> str:
    """Write how often drift named a segment where nothing was planted, as a table."""
    low, high = band(level=0.05, companies=companies)
    raised = len(alarms(found))
    return (
        "| false alarm | companies | raised | share | 99 % band of 5 % |\n"
        "|---|---:|---:|---:|---:|\n"
        f"| drift names a segment | {companies} | {raised} | {raised / companies:.1%} | "
        f"{low:.1%} to {high:.1%} |"
    )


def between(text: str, *, begins: str, ends: str, said: str) -> str:
    """Put something between two marks of a page, in place of what stands there."""
    before, rest = text.split(begins)
    _, after = rest.split(ends)
    return f"{before}{begins}\n{said}\n{ends}{after}"


def main() -> None:
    """Run the study and write its tables into the page."""
    from tests.coverage.money import run_money  # which asks by way of this file

    rows = summarise([*run(company=Company(), seeds=ALL_SEEDS), *run_money(seeds=ALL_SEEDS)])
    aligned = run(company=Company.aligned(), seeds=ALL_SEEDS)
    raised = alarm_line(aligned, companies=len(ALL_SEEDS))
    text = PAGE.read_text(encoding="utf-8")
    text = between(text, begins=BEGINS, ends=ENDS, said=table(rows))
    text = between(text, begins=ALARMS_BEGIN, ends=ALARMS_END, said=raised)
    PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{table(rows)}\n\n{raised}\n")


if __name__ == "__main__":
    main()
