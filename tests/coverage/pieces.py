"""Runs the study, in pieces if asked to, and writes its tables into the page.

    python -m tests.coverage --from 1 --to 40      # and again from 41; what is there is left alone
    python -m tests.coverage --table               # only writes the tables, from all pieces

Every company that has been asked stands in build/coverage, one file a company; a run that was
broken off goes on where it was. A change of the product or of the simulator does not empty that
folder: delete it yourself.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import as_completed
from dataclasses import asdict
from math import isfinite
from pathlib import Path

from sameroom.simulator import Company
from tests.coverage.alarms import alarm_table, false_alarms
from tests.coverage.campaigns import WORTHS, compare_campaigns
from tests.coverage.left_out import table as not_judged
from tests.coverage.money import compare_money
from tests.coverage.study import (
    ALARMS_BEGIN,
    ALARMS_END,
    BEGINS,
    ENDS,
    PAGE,
    PIECES,
    REST_BEGINS,
    REST_ENDS,
    Told,
    between,
    compare,
    kind_of,
    plant,
    processes,
    summarise,
    table,
    write_whole,
)


def ask_usual(seed: int) -> list[Told]:
    """Ask the usual company, the cost page and the campaigns of a seed."""
    told = [*compare(company=Company(), seed=seed), *compare_money(seed=seed)]
    for worth in WORTHS:
        told += compare_campaigns(seed=seed, worth=worth)
    return told


def ask_aligned(seed: int) -> list[Told]:
    """Ask the company of a seed in which nothing is planted."""
    return compare(company=Company.aligned(), seed=seed)


KINDS: dict[str, Callable[[int], list[Told]]] = {"usual": ask_usual, "aligned": ask_aligned}


def piece(kind: str, seed: int) -> Path:
    """Say where a company's answers are kept."""
    return PIECES / kind / f"{seed:04d}.json"


def run_piece(kind: str, seed: int) -> str:
    """Ask one company, and keep what it answered."""
    write_whole(piece(kind, seed), json.dumps([asdict(told) for told in KINDS[kind](seed)]))
    return f"{kind} {seed}"


def read_pieces(kind: str) -> Iterator[Told]:
    """Read what all companies of a kind have answered so far."""
    for file in sorted((PIECES / kind).glob("*.json")):
        for told in json.loads(file.read_text(encoding="utf-8")):
            measure, figure, part = told.pop("key")
            key = (measure, figure, tuple((name, label) for name, label in part))
            yield Told(key=key, **told)


def main() -> None:
    """Run what is missing of the seeds named, and write the tables from all there is."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--from", dest="first", type=int, default=1, metavar="SEED")
    asked.add_argument("--to", dest="last", type=int, default=200, metavar="SEED")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--table", action="store_true", help="ask nobody, only write the tables")
    asked.add_argument("--dry", action="store_true", help="print the tables, leave the page alone")
    given = asked.parse_args()
    missing = [
        (kind, seed)
        for seed in range(given.first, given.last + 1)
        for kind in KINDS
        if not given.table and not piece(kind, seed).is_file()
    ]
    if missing:
        plant(Company(), Company.aligned())
        with processes(given.workers) as pool:
            for done in as_completed([pool.submit(run_piece, *one) for one in missing]):
                sys.stderr.write(f"{done.result()}\n")
    usual = list(read_pieces("usual"))
    rows = table(summarise(usual))
    rest = not_judged(kind_of(told.key) for told in usual if not isfinite(told.truth))
    raised = alarm_table(false_alarms(list(read_pieces("aligned"))))
    if not given.dry:
        text = PAGE.read_text(encoding="utf-8")
        text = between(text, begins=BEGINS, ends=ENDS, said=rows)
        text = between(text, begins=ALARMS_BEGIN, ends=ALARMS_END, said=raised)
        text = between(text, begins=REST_BEGINS, ends=REST_ENDS, said=rest)
        PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{rows}\n\n{raised}\n\n{rest}\n")
