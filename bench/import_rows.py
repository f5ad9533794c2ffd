"""How fast a million rows are imported, against DuckDB reading the same file alone.

Run `python bench/import_rows.py` (or give another number of rows). It writes a contact export
with a seeded generator, then in one run and alternating processes measures

- the limit: DuckDB reads the CSV and computes the minimum and maximum of every column;
- the import: recognise, convert, compare, write to the store, resolve who is who.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

ROWS = 1_000_000
ROUNDS = 3
WHO = "  resolving who is who"
NOW = datetime(2026, 7, 1, tzinfo=UTC)

GENERATE = """
copy (
    select
        100000 + i as "Record ID",
        list_extract(['Ada','Sol','Max','Ines','Jon','Mia','Lee','Noor'], 1 + h % 8)
            as "First Name",
        concat(list_extract(['Stone','Rivera','Kim','Okoro','Lund','Weber'], 1 + h % 6), h % 9973)
            as "Last Name",
        concat('person', i, '@company', h % 60000, '.example') as "Email",
        concat('+49 30 ', 1000000 + h % 8999999) as "Phone Number",
        list_extract(['Head of Sales','CFO','Buyer, central','Engineer','Founder'], 1 + h % 5)
            as "Job Title",
        concat('Company ', h % 60000, ' GmbH') as "Company Name",
        list_extract(['Germany','France','Spain','United States'], 1 + h % 4) as "Country/Region",
        list_extract(['lead','marketingqualifiedlead','opportunity','customer'], 1 + h % 4)
            as "Lifecycle Stage",
        list_extract(['New','Open','In Progress','Unqualified'], 1 + h % 4) as "Lead Status",
        list_extract(['Organic Search','Paid Search','Email Marketing','Offline Sources'],
            1 + h % 4) as "Original Source",
        h % 100 as "HubSpot Score",
        strftime(timestamp '2024-01-01' + to_seconds(h % 70000000), '%Y-%m-%d %H:%M')
            as "Create Date",
        concat('rep', h % 40, '@our.example') as "Contact owner"
    from (select i, cast(hash(i) % 1000000007 as bigint) as h from range({rows}) as r(i))
) to '{file}' (header, delimiter ',')
"""


def limit(file: Path) -> dict[str, float]:
    """Let DuckDB read the file alone."""
    import duckdb

    started = perf_counter()
    with duckdb.connect() as connection:
        read = f"read_csv('{file}')"
        names = [row[0] for row in connection.execute(f"describe select * from {read}").fetchall()]
        ends = ", ".join(f'min("{name}"), max("{name}")' for name in names)
        connection.execute(f"select {ends} from {read}").fetchall()
    return {"seconds": perf_counter() - started}


def imported(file: Path) -> dict[str, float]:
    """Import the file into a fresh store."""
    from sameroom import importing

    stages: list[tuple[str, float, float]] = []

    def progress(what: str, done: int, of: int) -> None:
        stages.append((what, perf_counter(), process_time()))

    with tempfile.TemporaryDirectory() as store:
        started = perf_counter()
        done = importing.run(folder=file, store=Path(store) / "store", now=NOW, progress=progress)
        ended, worked = perf_counter(), process_time()
    told = {"seconds": ended - started, "rows": sum(done.written.values())}
    behind = [*stages[1:], ("", ended, worked)]
    for (what, at, cpu), (_, until, cpu_until) in zip(stages, behind, strict=True):
        told[f"  {what}"] = until - at
        told[f"cpu {what}"] = cpu_until - cpu
    return told


def apart(task: str, file: Path) -> dict[str, float]:
    """Run a task in a process of its own and add its peak memory."""
    command = [sys.executable, __file__, "--task", task, str(file)]
    # What Python has compiled once is kept, as where Sameroom is installed.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    told: dict[str, float] = json.loads(answer.stdout)
    return told


def main() -> None:
    """Measure, print ratios, and say where the time goes."""
    if sys.argv[1:2] == ["--task"]:
        task = {"limit": limit, "import": imported}[sys.argv[2]]
        told = task(Path(sys.argv[3]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        told["peak MB"] = used.ru_maxrss / 1024
        told["processor"] = used.ru_utime + used.ru_stime
        print(json.dumps(told))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contacts.csv"
        import duckdb

        duckdb.sql(GENERATE.format(rows=rows, file=file))
        print(f"{rows:,} rows, {file.stat().st_size / 2**20:,.0f} MB, {os.cpu_count()} cores")
        found = [(apart("limit", file), apart("import", file)) for _ in range(ROUNDS)]
    report(found)


def report(found: list[tuple[dict[str, float], dict[str, float]]]) -> None:
    """Print the median ratio, the memory, and the stages of the median round."""
    ratios = [ours["seconds"] / alone["seconds"] for alone, ours in found]
    alone, ours = sorted(found, key=lambda pair: pair[1]["seconds"] / pair[0]["seconds"])[
        len(found) // 2
    ]
    for name, took in (("DuckDB alone", alone), ("import", ours)):
        print(
            f"{name:14} {took['seconds']:6.2f} s   {took['processor']:6.2f} s of processor   "
            f"{took['peak MB']:6,.0f} MB"
        )
    print(
        f"ratio          {median(ratios):6.2f}   (rounds: {', '.join(f'{r:.2f}' for r in ratios)})"
    )
    work = [ours["processor"] / alone["processor"] for alone, ours in found]
    print(f"of processor   {median(work):6.2f}   (start-up of the interpreter included)")
    without = [(o["seconds"] - o[WHO]) / a["seconds"] for a, o in found]
    print(f"before who is who {median(without):.2f}   (the import without resolving people)")
    print(f"facts written  {ours['rows']:,.0f}")
    for name, value in ours.items():
        if name.startswith("  "):
            cpu = ours[f"cpu {name.strip()}"]
            print(f"{name:40} {value:6.2f} s   {cpu:6.2f} s of processor")


if __name__ == "__main__":
    main()
