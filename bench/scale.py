"""Shows how an audit grows with the record: 1, 10 and 100 million facts, on one machine and Spark.

    python3 bench/scale.py [--folder DIR] [--engine embedded|spark] [--facts N] [--measures A,B]
    python3 bench/scale.py --page

Each step (write a record by `simulate --scale`, audit it) runs in a process of its own, and what it
took is kept in `build/scale.json`, so that steps may be run on different days. `--page` writes the
table and the picture of `docs/guide/scale.md` from what is kept. Spark runs as a master and two
workers, separate processes on this machine: two workers on two cores show what a cluster costs over
one process, not what more machines would give.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sameroom import workbench
from sameroom.engines import catalog
from sameroom.engines.store import Store

HOME = Path(__file__).parents[1]
KEPT = HOME / "build" / "scale.json"
PAGE = HOME / "docs" / "guide" / "scale.md"
PICTURE = HOME / "docs" / "pictures" / "scale.svg"
NOW = datetime(2026, 7, 1, tzinfo=UTC)
SIZES = (1_000_000, 10_000_000, 100_000_000)
Told = dict[str, Any]  # Any: what JSON holds


def run_make(folder: Path, asked: argparse.Namespace) -> Told:
    """Write the record."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = workbench.simulate_record(folder=folder, facts=asked.facts)
    size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
    return {"rows": sum(counts.values()) - counts.get("identity", 0), "megabytes": size / 1e6}


def run_audit(folder: Path, asked: argparse.Namespace) -> Told:
    """Audit the record, whole or by some measures, on the engine that is asked for."""
    named = set(filter(None, asked.measures.split(",")))
    wanted = [each for each in catalog.list_measures() if each.measure.name in named or not named]
    agreed = workbench.read_agreement(file=None, folder=folder)
    with ExitStack() as stack:
        snapshot = stack.enter_context(Store.open(path=folder / "record").snapshot())
        address = asked.engine
        if asked.engine == "spark":
            sys.path.insert(0, str(HOME))
            from tests.engines.cluster import running

            logs = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scale-spark-")))
            address = stack.enter_context(running(logs)).url
        engine = workbench.open_engine(snapshot=snapshot, engine=address)
        stack.callback(engine.close)
        started, cpu = perf_counter(), process_time()
        made = workbench.audit_engine(
            engine=engine, agreed=agreed, now=NOW, measures=tuple(wanted),
            progress=lambda said: print(f"  {perf_counter() - started:7.1f} s  {said}",
                                        file=sys.stderr, flush=True),
        )  # fmt: skip
        took = {"seconds": perf_counter() - started, "cpu": process_time() - cpu}
    return {
        **took,
        "measures": len(wanted),
        "readings": len(made.stored),
        "failures": list(made.failures),
        "slowest": dict(sorted(made.seconds.items(), key=lambda item: -item[1])[:8]),
    }


STEPS = {"make": run_make, "audit": run_audit}


def in_own_process(step: str, folder: Path, asked: argparse.Namespace) -> Told:
    """Run a step in a process of its own, so that its peak of memory is its own."""
    print(f"{step} {asked.facts:,} {asked.engine} {asked.measures} …", file=sys.stderr, flush=True)
    command = [sys.executable, __file__, "--facts", str(asked.facts), "--folder", str(folder)]
    command += ["--engine", asked.engine, "--measures", asked.measures, "--step", step]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=env)
    told: Told = json.loads(ended.stdout.splitlines()[-1])
    _keep(f"{step} {asked.facts} {asked.engine} {asked.measures}".strip(), told)
    print(json.dumps(told, indent=1), flush=True)
    return told


def _keep(key: str, told: Told) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    KEPT.write_text(json.dumps({**kept, key: told}, indent=1) + "\n")


def main() -> None:
    """Run the steps that are asked for, each in its own process."""
    parser = argparse.ArgumentParser(description="Shows how an audit grows with the record.")
    parser.add_argument("--facts", type=int, default=0, help="by default 1, 10 and 100 million")
    parser.add_argument("--folder", type=Path, help="keep the records there, or use those there")
    parser.add_argument("--engine", choices=("embedded", "spark"), default="embedded")
    parser.add_argument("--measures", default="", help="by default all")
    parser.add_argument("--page", action="store_true", help="write the page of what is kept")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.page:
        import scale_page

        scale_page.write(json.loads(KEPT.read_text()), page=PAGE, picture=PICTURE)
        return
    if asked.step:
        told = STEPS[asked.step](asked.folder, asked)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(json.dumps({**told, "peak_mb": peak}))
        return
    with tempfile.TemporaryDirectory(prefix="sameroom-scale-") as own:
        for facts in [asked.facts] if asked.facts else SIZES:
            asked.facts = facts
            folder = (asked.folder or Path(own)) / str(facts)
            if not (folder / "truth.json").exists():
                in_own_process("make", folder, asked)
            in_own_process("audit", folder, asked)


if __name__ == "__main__":
    main()
