"""Asks every measure about planted companies, and counts how often its interval holds the truth.

`python -m tests.coverage` runs the seeds 1 to 200, in pieces if asked to, and writes its tables
into docs/methods/planted-truth.md; `test_coverage.py` holds the first 50 to their bands.
"""

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from math import isfinite, nan
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory

from sameroom import simulator
from sameroom.agreement import Agreement, reader
from sameroom.engines.catalog import Placed, list_measures
from sameroom.engines.trial import Trial
from sameroom.measure import Reading, Stored, Window
from sameroom.record.identity import resolve
from sameroom.simulator import Company
from sameroom.simulator.agreement_file import write_agreement
from sameroom.simulator.population import planted
from sameroom.simulator.record import list_facts
from sameroom.simulator.world import draw_world
from sameroom.workbench import audit_engine
from tests.coverage.picked import Key, picked_truth

SEEDS = range(1, 51)
ALIGNED_SEEDS = range(1, 26)
ALL_SEEDS = range(1, 201)
PAGE = Path(__file__).parents[2] / "docs/methods/planted-truth.md"
BEGINS, ENDS = "<!-- coverage begins -->", "<!-- coverage ends -->"
ALARMS_BEGIN, ALARMS_END = "<!-- alarms begin -->", "<!-- alarms end -->"
REST_BEGINS, REST_ENDS = "<!-- rest begins -->", "<!-- rest ends -->"
PIECES = Path(__file__).parents[2] / "build/coverage"


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


def ask(
    *, company: Company, engine: Trial, measures: tuple[Placed, ...] | None = None
) -> tuple[Stored, ...]:
    """Audit what an engine holds of a planted company, by the agreement of its teams.

    Args:
        company, engine: the company, and its facts.
        measures: only these; all without.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.yaml"
        write_agreement(company=company, path=path)
        agreed = _agreed(path.read_text(encoding="utf-8"))
    begins, ends = (
        datetime.combine(day, datetime.min.time(), tzinfo=UTC)
        for day in (company.starts_on, company.ends_on)
    )
    audit = audit_engine(
        engine=engine,  # type: ignore[arg-type]  # asks and registers as the embedded one does
        agreed=agreed,
        now=ends,
        window=Window(begins, ends),
        measures=measures,
    )
    if audit.failures:
        raise RuntimeError("; ".join(audit.failures))
    return audit.stored


@cache
def _agreed(text: str) -> Agreement:
    """Read an agreement, which is the same for most companies, once."""
    return reader.parse(text=text)


def only(names: Iterable[str]) -> tuple[Placed, ...]:
    """Give the measures of these names."""
    wanted = set(names)
    return tuple(one for one in list_measures() if one.measure.name in wanted)


def compare(*, company: Company, seed: int, names: frozenset[str] = frozenset()) -> list[Told]:
    """Put each reading that has an interval beside what is planted, of these measures or of all."""
    truths = find_truths(company)
    found = []
    engine = lay_out(company=company, seed=seed)
    for stored in ask(company=company, engine=engine, measures=only(names) if names else None):
        told = stored.told
        if not isinstance(told, Reading) or told.interval is None:
            continue
        key = (stored.measure, told.figure, told.part)
        truth = truths[key] if key in truths else picked_truth(company, seed, told, key, truths)
        if truth is None or not isfinite(truth):
            truth = nan  # nothing is planted: not judged, but never passed over in silence
        sure = told.interval
        found.append(Told(seed, key, told.value, sure.low, sure.high, sure.level, truth))
    return found


@cache
def find_truths(company: Company) -> dict[Key, float]:
    """Give what is planted, worked out once for a company and the simulator as it stands."""
    sources = sorted(Path(simulator.__file__).parent.glob("*.py"))
    mark = sha256(repr(company).encode() + b"".join(file.read_bytes() for file in sources))
    kept = PIECES / f"planted-{mark.hexdigest()[:16]}.json"
    if not kept.is_file():
        found = [(*each.key, each.value) for each in planted(company)]
        write_whole(kept, json.dumps(found))
    told = json.loads(kept.read_text(encoding="utf-8"))
    return {
        (measure, figure, tuple((name, label) for name, label in part)): value
        for measure, figure, part, value in told
    }


def processes(workers: int = 2) -> ProcessPoolExecutor:
    """Give processes of their own that ask companies; what they worked out once they remember."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def plant(*companies: Company) -> None:
    """Work out once what is planted, in processes that end then, for it takes much memory."""
    with processes(len(companies)) as pool:
        list(pool.map(find_truths, companies))


def write_whole(path: Path, text: str) -> None:
    """Write a file in one go, so that who reads it meanwhile reads all of it or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_suffix(f".{os.getpid()}")
    begun.write_text(text, encoding="utf-8")
    begun.replace(path)


def run(
    *, company: Company, seeds: Iterable[int], pool: Executor, names: frozenset[str] = frozenset()
) -> list[Told]:
    """Compare many companies, of which what is planted is worked out, a few at a time."""
    jobs = [pool.submit(compare, company=company, seed=seed, names=names) for seed in seeds]
    return [told for job in jobs for told in job.result()]


def judged(found: Iterable[Told]) -> Iterator[Told]:
    """Keep those of which it is known what they stand for."""
    return (told for told in found if isfinite(told.truth))


def summarise(found: Iterable[Told]) -> list[Row]:
    """Count, figure by figure, how often the truth was held."""
    grouped: dict[tuple[str, str, str], list[Told]] = {}
    for told in judged(found):
        grouped.setdefault(kind_of(told.key), []).append(told)
    return [_row(kind, listed) for kind, listed in grouped.items()]


def kind_of(key: Key) -> tuple[str, str, str]:
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


def between(text: str, *, begins: str, ends: str, said: str) -> str:
    """Put something between two marks of a page, in place of what stands there."""
    before, rest = text.split(begins)
    _, after = rest.split(ends)
    return f"{before}{begins}\n{said}\n{ends}{after}"
