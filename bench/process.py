"""Times the map, paths and rework of an event log against the process-mining library pm4py.

    python3 bench/process.py [--times 20]

Both sides count the same log: a bank's loan sales (262,200 events; SAMEROOM_REAL_DATA, default
../shared/data), and a copy of it so many times as large. That both come to the same edges, medians,
paths and rework is asserted first. CPU seconds, each side in a process of its own; reading and
sorting the log stands apart on both sides: pm4py reads Parquet into a data frame and formats it, we
read the store and build the table of steps. The library is installed by this command in an
environment of its own (~/.cache/sameroom-bench), for its licence is the AGPL.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import duckdb
import facts

from sameroom import agreement
from sameroom.audit.agreed import get_terms
from sameroom.audit.given import give
from sameroom.engines import catalog
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.measure import Window

HERE = Path(__file__).parent
PEERS = Path.home() / ".cache" / "sameroom-bench"
PEER = ("pm4py==2.7.23.11", "pyarrow")
DATA = Path(os.environ.get("SAMEROOM_REAL_DATA", HERE / ".." / ".." / "shared" / "data"))
LOG = DATA / "bpic2012_loan_sales" / "bpic2012_events.csv.gz"
WINDOW = Window(
    facts.NOW.replace(year=2011, month=1, day=1), facts.NOW.replace(year=2012, month=12, day=1)
)
STEPS = ("edges and times", "paths", "rework")
AIM = 20

Answer = dict[str, Any]  # Any: what JSON holds


def write_log(*, target: Path, times: int) -> None:
    """Write the log as Parquet, so many times, in the order in which it happened."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(
            f"""copy (
                select
                    case_id || '-' || copies.n as case_id, activity as step, place,
                    -- the microseconds keep the order of one instant, for both sides alike
                    cast(timestamp as timestamptz) + to_microseconds(place) as occurred_at,
                    nullif(resource, '') as member_id
                from (
                    select *, row_number() over (partition by case_id order by line) as place
                    from (
                        select *, row_number() over () as line
                        from read_csv('{LOG}', all_varchar = true)
                    )
                ) as log
                cross join range({times}) as copies(n)
                order by copies.n, case_id, place
            ) to '{target}' (format parquet)"""
        )


def write_store(*, log: Path, folder: Path) -> None:
    """Write the log as facts, through the store."""
    store = Store.open(path=folder, create=True)
    with duckdb.connect() as connection, store.write(kind="import", now=facts.NOW) as run:
        connection.execute("set TimeZone = 'UTC'")
        rows = connection.execute(
            f"""select 'log:' || row_number() over () as id, 'log' as origin,
                cast(row_number() over () as varchar) as source_id, 'deal' as subject,
                case_id as subject_id, step as to_stage, occurred_at as changed_at,
                place as position,
                member_id as changed_by_id
            from '{log}'"""
        )
        run.append("stage_change", rows.to_arrow_reader(100_000))


def count_ours(folder: Path, answer: Path) -> None:
    """Count with our own tables, and write what they say and took."""
    engine = EmbeddedEngine(snapshot=Store.open(path=folder).snapshot())
    give(engine=engine, terms=get_terms(agreed=agreement.default(), window=WINDOW), window=WINDOW)
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:  # Any: whatever the work gives
        started = process_time()
        given = work()
        seconds[name] = process_time() - started
        return given

    def build(*names: str) -> None:
        engine.build(tables=[t for t in catalog.list_shared_tables() if t.name in names])

    timed("read and sort", lambda: build("process_step"))
    timed("edges and times", lambda: build("process_edge"))
    timed("paths", lambda: build("process_path"))
    seconds["paths"] += _time_paths(engine)
    timed("rework", lambda: build("process_repeat"))
    rows = engine.connection.execute
    told = {
        "seconds": seconds,
        "edges": rows(
            "select previous_step, step, times from process_edge where previous_id is not null"
        ).fetchall(),
        "medians": rows(
            "select previous_step, step, median_seconds from process_edge "
            "where previous_id is not null"
        ).fetchall(),
        "paths": [n for (n,) in rows("select n from path_counted order by n desc").fetchall()],
        "rework": rows(
            "select step, repeated_cases from process_repeat where repeated_cases > 0"
        ).fetchall(),
    }
    for name in ("edges", "medians", "rework"):
        told[name] = sorted(map(list, told[name]))
    answer.write_text(json.dumps(told), "utf-8")


def _time_paths(engine: EmbeddedEngine) -> float:
    """Count the cases of each path, as process_variant does for those of the period."""
    started = process_time()
    engine.connection.execute(
        "create temp table path_counted as select count(*) as n from process_path "
        "group by noun, path_steps, print_a, print_b"
    )
    return process_time() - started


def check(ours: Answer, theirs: Answer) -> None:
    """Stop unless both sides came to the same."""
    for name in ("edges", "paths", "rework"):
        if ours[name] != theirs[name]:
            raise SystemExit(f"NOT THE SAME: {name}. A time would mean nothing.")
    for (*pair, own), (*other, median) in zip(ours["medians"], theirs["medians"], strict=True):
        if pair != other or abs(own - median) > 1e-3:
            raise SystemExit(f"NOT THE SAME: median of {pair}: {own} and {median}.")


def find_peer() -> Path:
    """Find the library's own environment; make it the first time."""
    python = PEERS / "pm4py" / "bin" / "python"
    if not python.exists():
        print(f"setting up {PEER[0]} in {PEERS} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", PEERS / "pm4py"], check=True)
    if subprocess.run(
        [python, "-c", "import pm4py, pyarrow"], capture_output=True, check=False
    ).returncode:
        uv = Path(sys.executable).parent / "uv"
        subprocess.run([uv, "pip", "install", "-q", "--python", python, *PEER], check=True)
    return python


def run(times: int, folder: Path) -> None:
    """Count one size on both sides, and print the ratios."""
    log, store = folder / f"log{times}.parquet", folder / f"store{times}"
    write_log(target=log, times=times)
    write_store(log=log, folder=store)
    ours = _answer([sys.executable, __file__, "--ours", str(store)], folder)
    peer = HERE / "peers" / "pm4py_process.py"
    theirs = _answer([str(find_peer()), str(peer), str(log)], folder)
    check(ours, theirs)
    show(ours, theirs, times)


def _answer(command: list[str], folder: Path) -> Answer:
    target = folder / "answer.json"
    done = subprocess.run([*command, str(target)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    told: Answer = json.loads(target.read_text("utf-8"))
    return told


def show(ours: Answer, theirs: Answer, times: int) -> None:
    """Print what both sides took."""
    own, other = ours["seconds"], dict(theirs["seconds"])
    other["edges and times"] = other["edges"] + other["times"]
    other["read and sort"] = other["read"] + other["format"]
    events = sum(row[2] for row in ours["edges"]) + sum(ours["paths"])
    print(
        f"\n{events:,} events, {len(ours['edges'])} edges, {len(ours['paths']):,} paths: the same"
    )
    print("                      pm4py, CPU s   ours, CPU s    ratio")
    for name in ("read and sort", *STEPS):
        print(f"  {name:18} {other[name]:14.2f} {own[name]:13.2f} {other[name] / own[name]:8.1f}")
    for label, names in (("counting alone", STEPS), ("with reading", ("read and sort", *STEPS))):
        one, two = sum(other[n] for n in names), sum(own[n] for n in names)
        print(f"  {label:18} {one:14.2f} {two:13.2f} {one / two:8.1f}   (aim {AIM})")


def main() -> int:
    """Run both sizes."""
    parser = argparse.ArgumentParser(description="Times the process tables against pm4py.")
    parser.add_argument("--times", type=int, default=20, help="how many copies the large log has")
    parser.add_argument("--ours", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ours:
        count_ours(*asked.ours)
        return 0
    if not LOG.exists():
        print(f"{LOG} is not here; set SAMEROOM_REAL_DATA to the folder of the data sets.")
        return 1
    with tempfile.TemporaryDirectory(prefix="sameroom-bench-") as own:
        for times in (1, asked.times):
            run(times, Path(own))
    return 0


if __name__ == "__main__":
    sys.exit(main())
