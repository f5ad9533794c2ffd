"""What the process-mining library counts in an event log; run by bench/process.py, never imported.

    python pm4py_process.py LOG.parquet ANSWER.json

It runs in an environment of its own, for the library is licensed under the AGPL.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pm4py

SECONDS: dict[str, float] = {}


def timed(name: str, work: Callable[[], Any]) -> Any:  # Any: whatever the library gives
    """Do a piece of work and keep the CPU seconds it took."""
    started = time.process_time()
    answer = work()
    SECONDS[name] = time.process_time() - started
    return answer


def main(log: Path, answer: Path) -> None:
    """Read the log and count."""
    rows = timed("read", lambda: pd.read_parquet(log))
    frame = timed(
        "format",
        lambda: pm4py.format_dataframe(
            rows, case_id="case_id", activity_key="step", timestamp_key="occurred_at"
        ),
    )
    edges, _, _ = timed("edges", lambda: pm4py.discover_dfg(frame))
    waits, _, _ = timed(
        "times", lambda: pm4py.discover_performance_dfg(frame, perf_aggregation_key="all")
    )
    paths = timed("paths", lambda: pm4py.get_variants(frame))
    again = timed("rework", lambda: pm4py.get_rework_cases_per_activity(frame))
    told = {
        "seconds": SECONDS,
        "edges": sorted([one, two, int(times)] for (one, two), times in edges.items()),
        "medians": sorted([one, two, float(each["median"])] for (one, two), each in waits.items()),
        "paths": sorted((int(n) for n in paths.values()), reverse=True),
        "rework": sorted([step, int(cases)] for step, cases in again.items()),
    }
    answer.write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
