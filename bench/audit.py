"""Times the whole audit of ten million facts against its limit.

    python3 bench/audit.py [--facts 10000000] [--folder DIR]

The limit is the sum, over the shared tables that the measures stand on, of one hand-written pass
(`bench/limit/<table>.sql`) that reads the table's columns and groups, or sorts, once by its key.
A table without a pass counts as nothing in the limit. The rows behind figures are counted, and the
first got; writing all of them as CSV belongs to the report and is not timed.
Each step runs in a process of its own, on the same engine with the same settings; what counts are
the ratios of one run, on one machine.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import facts

from sameroom import agreement
from sameroom.audit.agreed import get_terms
from sameroom.audit.given import give
from sameroom.audit.run import audit
from sameroom.engines import catalog
from sameroom.engines.catalog import SharedTable
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.reading import tables_read
from sameroom.engines.store import Store
from sameroom.measure import Window

PASSES = Path(__file__).parent / "limit"
WINDOW = Window(starts_at=facts.NOW.replace(year=facts.NOW.year - 1), ends_at=facts.NOW)
Figures = dict[str, float]
Told = dict[str, Figures]


class Timed(EmbeddedEngine):
    """An engine that also counts the CPU seconds of each shared table."""

    cpu: Figures

    def _build(self, table: SharedTable) -> None:
        started = process_time()
        super()._build(table)
        self.cpu[table.name] = process_time() - started


def run_audit(folder: Path) -> Told:
    """Run the whole audit, and tell what each table and each measure took."""
    engine = Timed(snapshot=Store.open(path=folder).snapshot())
    engine.cpu = {}
    terms = get_terms(agreed=agreement.default(), window=WINDOW)
    started, cpu = perf_counter(), process_time()
    made = audit(engine=engine, terms=terms, now=facts.NOW, window=WINDOW)
    whole = {"seconds": perf_counter() - started, "cpu": process_time() - cpu}
    if made.failures:
        print(f"FAILED, its time counts for little: {made.failures}", file=sys.stderr)
    return {
        "whole": whole,
        "tables": dict(engine.seconds),
        "cpu": engine.cpu,
        "measures": dict(made.seconds),
    }


def run_limit(folder: Path) -> Told:
    """Run every hand-written pass once, with the tables it may read built beforehand."""
    engine = EmbeddedEngine(snapshot=Store.open(path=folder).snapshot())
    terms = get_terms(agreed=agreement.default(), window=WINDOW)
    give(engine=engine, terms=terms, window=WINDOW)
    wanted = _stood_on()
    engine.build(tables=[table for table in catalog.list_shared_tables() if table.name in wanted])
    timed = {name: _time_pass(engine, name) for name in sorted(wanted)}
    return {
        "tables": {name: seconds for name, (seconds, _) in timed.items()},
        "cpu": {name: cpu for name, (_, cpu) in timed.items()},
    }


def _stood_on() -> set[str]:
    read: set[str] = set()
    for placed in catalog.list_measures():
        read |= tables_read(placed.sql)
        read |= {evidence.table for evidence in placed.measure.evidence}
    shared = catalog.list_shared_tables()
    return {table.name for table in catalog.in_order(shared, frozenset(read))}


def _time_pass(engine: EmbeddedEngine, name: str) -> tuple[float, float]:
    file = PASSES / f"{name}.sql"
    if not file.exists():
        return 0.0, 0.0
    started, cpu = perf_counter(), process_time()
    for statement in filter(str.strip, file.read_text("utf-8").split(";")):
        engine.connection.execute(f"create or replace temp table passed as {statement}")
    return perf_counter() - started, process_time() - cpu


def run_make(folder: Path) -> Told:
    """Write the record."""
    total = int(sys.argv[sys.argv.index("--facts") + 1])
    started = perf_counter()
    facts.make(path=folder, total=total)
    return {"whole": {"seconds": perf_counter() - started}}


STEPS: dict[str, Callable[[Path], Told]] = {
    "make": run_make,
    "limit": run_limit,
    "audit": run_audit,
}


def in_own_process(step: str, folder: Path, total: int) -> Told:
    """Run a step in a process of its own, so that its peak of memory is its own."""
    print(f"{step} …", file=sys.stderr, flush=True)
    command = [sys.executable, __file__, "--facts", str(total), "--folder", str(folder)]
    # What Python has compiled once is kept, as where Sameroom is installed.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run([*command, "--step", step], stdout=subprocess.PIPE, check=True, env=env)
    told: Told = json.loads(ended.stdout.splitlines()[-1])
    return told


def show(told: dict[str, Told], total: int) -> None:
    """Print the ratios, and where the time goes."""
    whole, tables = told["audit"]["whole"], told["audit"]["tables"]
    limit, limit_cpu = sum(told["limit"]["tables"].values()), sum(told["limit"]["cpu"].values())
    built, built_cpu = sum(tables.values()), sum(told["audit"]["cpu"].values())
    print(f"\n{total:,} facts          wall s    CPU s")
    print(f"audit              {whole['seconds']:9.2f} {whole['cpu']:8.2f}")
    print(f"  shared tables    {built:9.2f} {built_cpu:8.2f}")
    print(f"  all but them     {whole['seconds'] - built:9.2f} {whole['cpu'] - built_cpu:8.2f}")
    print(f"its limit          {limit:9.2f} {limit_cpu:8.2f}")
    print(f"ratio              {whole['seconds'] / limit:9.2f} {whole['cpu'] / limit_cpu:8.2f}")
    print(f"peak memory        {told['audit']['memory']['peak']:9.0f} MB")
    _show_tables(told["audit"], told["limit"])
    print("\nmeasure, with the tables it is the first to need, its statistics and rows")
    for name, seconds in sorted(told["audit"]["measures"].items(), key=lambda item: -item[1]):
        print(f"  {name:22} {seconds:8.2f}")


def _show_tables(audited: Told, limit: Told) -> None:
    print("\nshared table               wall s    CPU s  its limit, CPU s    ratio")
    for name, cpu in sorted(audited["cpu"].items(), key=lambda item: -item[1]):
        own = limit["cpu"].get(name, 0.0)
        ratio = f"{own:17.2f} {cpu / own:8.2f}" if own else "  no pass written, counted as nothing"
        print(f"  {name:22} {audited['tables'][name]:8.2f} {cpu:8.2f} {ratio}")


def main() -> None:
    """Run the steps, each in its own process, and print what they took."""
    parser = argparse.ArgumentParser(description="Times the audit against its limit.")
    parser.add_argument("--facts", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, help="keep the record there, or use the one there")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        told = STEPS[asked.step](asked.folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(json.dumps({**told, "memory": {"peak": peak}}))
        return
    with tempfile.TemporaryDirectory(prefix="sameroom-bench-") as own:
        folder = asked.folder or Path(own) / "record"
        steps = [step for step in STEPS if step != "make" or not (folder / "store.json").exists()]
        show({step: in_own_process(step, folder, asked.facts) for step in steps}, asked.facts)


if __name__ == "__main__":
    main()
