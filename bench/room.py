"""How fast the room's pages are, with 50,000 leads and their history, for 1, 20 and 100 people.

    python3 bench/room.py [--folder DIR] [--leads N] [--people 1,20,100] [--seconds S]
                          [--web N] [--threads N] [--postgres] [--no-pause] [--leads-only]
                          [--settled]

It writes a record by `simulate --scale`, furnishes a room over it, opens it as `sameroom up` does,
and lets people open a page every three seconds (with --no-pause: at once). They run in a process
of their own, by locust (MIT), which this command installs into an environment of its own. Told are
the times that they saw, the errors, how many queries a page takes, the server's own processor
time and memory, the worker's apart, which reads the record anew once something was decided (with
--settled each round waits until it has), and before each round how quick the machine is at that
moment. What is asked for: 95 of 100 pages in less than 100 ms for 20 people, no error at 100. First
they look around, some of whom see what is theirs, some what is their team's, some everything; then
those of sales open queue and packets and decide.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
HOME = HERE.parent
PEER = "locust>=2.40,<3"
FACTS_A_LEAD = 40  # as the simulated company has them
TICK = os.sysconf("SC_CLK_TCK")
QUIET = 90  # seconds: what was decided has the record read anew a minute later
IDLE = 0.1  # CPU seconds a second


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(TemporaryDirectory(prefix="bench-room-")))
        environment = dict(os.environ, OMP_NUM_THREADS="1")
        if asked.postgres:
            environment["DATABASE_URL"] = stack.enter_context(_postgres())
        store = folder / "record"
        if not store.exists():
            facts = str(asked.leads * FACTS_A_LEAD)
            _ours(environment, "simulate", str(folder), "--scale", facts, "--force")
        plan = folder / "plan.json"
        started = time.monotonic()
        _run(environment, str(HERE / "load" / "furnish.py"), str(store), str(plan))
        print(f"furnished in {time.monotonic() - started:.0f} s", flush=True)
        told = json.loads(plan.read_text("utf-8"))
        queries = {kind: page["queries"] for kind, page in told["pages"].items()}
        queries |= told["leads"]["queries"]
        works = ["deciding.py"] if asked.leads_only else ["people.py", "deciding.py"]
        with _opened(environment, store, asked) as (address, process):
            done = 0
            for work, count in product(works, asked.people):
                environment["SAMEROOM_DONE"] = str(done)
                if asked.settled:
                    _wait_for_worker(process)
                print(f"\nthis machine multiplies a million times in {_pace():.0f} ms", flush=True)
                before = _used(process)
                rows = _load(environment, folder, address, work, count, asked)
                after = _used(process)
                done += sum(int(row["Request Count"]) for row in rows if row["Name"] == "packet")
                _print(rows, queries)
                used = [now - then for then, now in zip(before, after, strict=True)]
                print(
                    f"{count} people, {asked.seconds} s: pages used {used[0]:.1f} CPU s, the "
                    f"worker {used[1]:.1f}, both {_held(process):.0f} MB",
                    flush=True,
                )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--leads", type=int, default=50_000)
    parser.add_argument(
        "--people", type=lambda told: [int(one) for one in told.split(",")], default=[1, 20, 100]
    )
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--web", type=int, default=1, help="web processes")
    parser.add_argument("--threads", type=int, default=0, help="of each; 0: as by default")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--no-pause", action="store_true")
    parser.add_argument("--leads-only", action="store_true")
    parser.add_argument("--settled", action="store_true")
    return parser.parse_args()


def _ours(environment: dict[str, str], *words: str) -> None:
    _run(environment, "-c", "from sameroom.cli.main import main; main()", *words)


def _run(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, *words], env=environment, check=True)


@contextmanager
def _postgres() -> Iterator[str]:
    sys.path.insert(0, str(HOME))
    from tests.engines.postgres import running

    with running() as address:
        told = dict(part.split("=", 1) for part in address.split())
        yield f"postgres://{told['user']}@{told['host']}:{told['port']}/{told['dbname']}"


@contextmanager
def _opened(
    environment: dict[str, str], store: Path, asked: argparse.Namespace
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Open the room as anybody does; gives its address and its process."""
    code = "from sameroom.cli.main import main; main()"
    words = [sys.executable, "-c", code, "up", "--store", str(store), "--port", "0"]
    words += ["--web", str(asked.web)]
    words += ["--threads", str(asked.threads)] if asked.threads else []
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:
        if process.stdout is None:
            raise RuntimeError("the room says nothing")
        try:
            for line in process.stdout:
                # A mail that the worker writes here names an address, too.
                if found := re.search(r"is open: (http://127\.0\.0\.1:\d+)", line):
                    yield found[1], process
                    break
        finally:
            process.terminate()


def _load(
    environment: dict[str, str], folder: Path, address: str, work: str, count: int,
    asked: argparse.Namespace,
) -> list[dict[str, str]]:  # fmt: skip
    words = [
        str(_locust()), "-m", "locust", "-f", str(HERE / "load" / work), "--headless",
        "--users", str(count), "--spawn-rate", str(max(count / 3, 1)), "--run-time",
        f"{asked.seconds}s", "--host", address, "--csv", str(folder / "told"), "--only-summary",
        "--reset-stats",
    ]  # fmt: skip
    told = {
        "SAMEROOM_PLAN": str(folder / "plan.json"),
        "SAMEROOM_PACE": "0" if asked.no_pause else "3",
    }
    subprocess.run(words, env={**environment, **told}, check=False, capture_output=True)
    with (folder / "told_stats.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _locust() -> Path:
    """Give the Python that has locust, in an environment of its own."""
    home = HOME / "build" / "peers" / "locust"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
        uv = Path(sys.executable).parent / "uv"
        words = [str(uv), "pip", "install", "-q", "--python", str(python), PEER]
        subprocess.run(words, check=True)
    return python


def _pace() -> float:
    """Time a million multiplications, in milliseconds: what other figures are to be held against.

    The quickest of five: machines that share a processor are at times twice as slow as at others.
    """
    told = []
    for _ in range(5):
        started, total = time.perf_counter(), 0
        for number in range(1_000_000):
            total += number * number
        told.append(time.perf_counter() - started)
    return min(told) * 1000


def _used(process: "subprocess.Popen[str]") -> tuple[float, float]:
    """Sum up the processor seconds of pages, and those of the worker."""
    pages = worker = 0.0
    for number in _family(process.pid):
        try:
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            words = Path(f"/proc/{number}/cmdline").read_text()
        except OSError:
            continue
        seconds = (int(fields[11]) + int(fields[12])) / TICK
        if "db_worker" in words:
            worker += seconds
        else:
            pages += seconds
    return pages, worker


def _held(process: "subprocess.Popen[str]") -> float:
    """Sum up the memory of the room's processes, in MB."""
    told = 0.0
    for number in _family(process.pid):
        with suppress(OSError):
            status = Path(f"/proc/{number}/smaps_rollup").read_text()
            told += int(re.search(r"Pss:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # there
    return told


def _wait_for_worker(process: "subprocess.Popen[str]") -> None:
    """Wait until the worker has had nothing to do for a while: a reading pauses between tasks."""
    started, quiet = time.monotonic(), 0
    while quiet < QUIET:
        before = _used(process)[1]
        time.sleep(1)
        quiet = quiet + 1 if _used(process)[1] - before < IDLE else 0
    print(f"the worker was done after {time.monotonic() - started - QUIET:.0f} s", flush=True)


def _family(number: int) -> list[int]:
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return [number, *(one for child in children for one in _family(int(child)))]


def _print(rows: list[dict[str, str]], queries: dict[str, int]) -> None:
    print(f"{'page':14}{'opened':>8}{'a second':>10}{'failed':>8}{'p50 ms':>8}{'p95 ms':>8}"
          f"{'queries':>9}")  # fmt: skip
    for row in rows:
        print(
            f"{row['Name']:14}{row['Request Count']:>8}{float(row['Requests/s']):>10.1f}"
            f"{row['Failure Count']:>8}{row['50%']:>8}{row['95%']:>8}"
            f"{queries.get(row['Name'], ''):>9}",
            flush=True,
        )


if __name__ == "__main__":
    main()
