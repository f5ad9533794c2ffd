"""Searching among 50,000 subjects against searching among 500: what growing a hundredfold costs.

`python bench/search.py` uses SQLite, or PostgreSQL where DATABASE_URL names one; the database
is a throw-away one either way.
"""

import os
import random
import statistics
import sys
import tempfile
import time

os.environ["SAMEROOM_STORE"] = tempfile.mkdtemp(prefix="sameroom-search-")
os.environ["DJANGO_SETTINGS_MODULE"] = "sameroom.site.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - once Django is set up

from sameroom.record.timeline import Subject, key_of  # noqa: E402 - once Django is set up
from sameroom.record.web import operations, search  # noqa: E402 - once Django is set up
from sameroom.webkit.rights import Reader, Sees  # noqa: E402 - once Django is set up

FIRST = ("Acme", "Bolt", "Nord", "Müller", "Ångström", "Tessaro", "Quill", "Vega", "Ost", "Zenit")
LAST = ("GmbH", "Works", "Instruments", "Steel", "Paper", "Labs", "Partners", "Group")
READERS = {
    "all": Reader(1, "marketing", sees=Sees.ALL),
    "team": Reader(2, "sales", sees=Sees.TEAM, member_id="crm:7"),
    "own": Reader(3, "sales", sees=Sees.OWN, member_id="crm:7"),
}
QUESTIONS = ("a", "gm", "acme", "muller gmbh", "acme 1", "nobody", "tess inst", "w77")


def subjects(number: int) -> list[Subject]:
    """Make companies, people and deals; a third of each."""
    chance = random.Random(7)
    made = []
    for place in range(number):
        noun = ("account", "person", "deal")[place % 3]
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {place}"
        facts = {"domain": f"w{place}.example"} if noun == "account" else {}
        teams = frozenset(chance.sample(("sales", "marketing", "service"), 2))
        owner = f"crm:{chance.randrange(40)}"
        key = key_of(noun=noun, subject_id=str(place))
        made.append(Subject(key, noun, name, facts, owner, teams))
    return made


def measure(number: int) -> dict[str, float]:
    """Write so many subjects, and give the median and the worst search of each reader in ms."""
    started = time.perf_counter()
    operations.write_subjects(generation=number, subjects=subjects(number))
    operations.show(generation=number, team_sizes={})
    print(f"{number:>7,} subjects written in {time.perf_counter() - started:.1f} s")
    told = {}
    for name, reader in READERS.items():
        took = []
        for _ in range(20):
            for question in QUESTIONS:
                began = time.perf_counter()
                search.find(reader=reader, question=question)
                took.append((time.perf_counter() - began) * 1e3)
        told[name] = statistics.median(took)
        slow = sorted(took)[-len(took) // 20]
        print(f"        {name:<5} median {told[name]:5.2f} ms, p95 {slow:5.2f} ms")
    return told


def main() -> int:
    """Compare the two sizes in one run."""
    call_command("migrate", verbosity=0)
    few, many = measure(500), measure(50_000)
    worst = max(many[name] / few[name] for name in READERS)
    print(f"a hundred times the subjects: at most {worst:.1f} times the median")
    return int(worst > 10)


if __name__ == "__main__":
    sys.exit(main())
