"""Grows the record of one planted company into that of a group with many branches like it.

The simulator holds a company's history in memory, so a record of a hundred million facts is made
another way: one branch is simulated and imported, and the engine writes it over and over, each
branch with people, companies, leads and deals of its own under ids, addresses and names of their
own. Campaigns, content and products are the group's. Shares, rates and times are those of the one
branch, so what is planted there is the truth of the whole.
"""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Snapshot, Store
from sameroom.facts import Column, Table, list_tables

BRANCH_FACTS = 400_000  # about what one branch holds at most; more would be held in memory
ACCOUNT_FACTS = 45.0  # about so many facts a simulated company leaves, once imported
FEWEST_ACCOUNTS = 50
MEMORY_LIMIT = "600MB"

SHARED = frozenset({"campaign", "asset", "product"})  # the group's, the same for all its branches
KEYED = frozenset({"ref", "entity_id", "left_ref", "right_ref"})  # references, though of any noun
CURRENCY = "currency"  # what an import says of itself and an audit reads
NAMES = {"account": "name", "person": "name", "member": "name"}

# Branch 0 is the simulated one as it stands. The sign behind an id sorts before digits and letters,
# so that ties are broken in each branch as in the first. An address keeps its provider: mail
# providers are known by their names, other domains are told apart by the name before them.
MACROS = """
create temp macro branch_text(said, branch) as
    case when branch = 0 then said else said || ' ' || branch end;
create temp macro branch_id(said, branch) as
    case when branch = 0 then said else said || '#' || branch end;
create temp macro branch_domain(said, branch) as
    case when branch = 0 then said else 'b' || branch || '.' || said end;
create temp macro branch_email(said, branch) as
    case
        when branch = 0 then said
        when split_part(said, '@', 2) in (select unnest(getvariable('providers')))
            then split_part(said, '@', 1) || '.' || branch || '@' || split_part(said, '@', 2)
        else split_part(said, '@', 1) || '@b' || branch || '.' || split_part(said, '@', 2)
    end;
create temp macro branch_ref(ref, branch) as
    case
        when starts_with(ref, 'email:') then 'email:' || branch_email(substr(ref, 7), branch)
        when starts_with(ref, 'domain:') then 'domain:' || branch_domain(substr(ref, 8), branch)
        when starts_with(ref, 'name:') then branch_text(ref, branch)
        else branch_id(ref, branch)
    end;
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a number of facts is reached.

    Args:
        accounts: how many companies the one simulated branch knows.
        branches: how many branches like it there are.
    """

    accounts: int
    branches: int


def plan(*, facts: int) -> Plan:
    """Work out how large a branch, and how many of them, make about so many facts."""
    branches = max(1, round(facts / BRANCH_FACTS))
    accounts = max(FEWEST_ACCOUNTS, round(facts / branches / ACCOUNT_FACTS))
    return Plan(accounts=accounts, branches=branches)


def grow(
    *,
    base: Snapshot,
    store: Path,
    branches: int,
    now: datetime,
    providers: frozenset[str],
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Write the record of a group whose branches are each like the one that is given.

    The engine reads and writes a piece at a time: memory does not grow with the facts.

    Args:
        base: the record of one branch.
        store: where the group's record goes; it must not stand yet.
        branches: how many there are, the given one among them.
        now: when the run is said to have been made.
        providers: domains of mail providers, which all branches have in common.
        progress: is told what is being written.

    Returns:
        The rows written, by noun.
    """
    counts: dict[str, int] = {}
    engine = EmbeddedEngine(snapshot=base, memory_limit=MEMORY_LIMIT)
    with closing(engine), Store.open(path=store, create=True).write(kind="import", now=now) as run:
        engine.connection.execute("set variable providers = $1", [sorted(providers)])
        engine.connection.execute(MACROS)
        engine.prepare(frozenset(table.name for table in list_tables()))
        for table in list_tables():
            if not base.row_count(table.name):
                continue
            progress(f"Writing {table.name}")
            counts[table.name] = run.append_from(
                table.name,
                connection=engine.connection,
                relation=f"({_grown(table, branches)})",
                is_fresh=True,
                is_derived=bool(base.derived_by(table.name)),
            )
        for said in base.runs():
            if CURRENCY in said.notes:
                run.note(CURRENCY, said.notes[CURRENCY])
    return counts


def write_truth(*, branch: Path, path: Path, branches: int) -> None:
    """Write what is planted in a group: what is planted in each branch, and how many there are.

    Args:
        branch: the branch's `truth.json`.
        path: where the group's goes.
        branches: how many there are.
    """
    said = json.loads(branch.read_text("utf-8"))
    about = (
        f"{said['about']} This is what one of {branches:,} branches shows, which are alike: "
        "shares, rates and times hold for the whole, counts and sums are so many times larger."
    )
    grown = {**said, "about": about, "branches": branches}
    path.write_text(json.dumps(grown, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _grown(table: Table, branches: int) -> str:
    columns = ", ".join(
        f'{_in_branch(table, column)} as "{column.name}"'
        for column in table.all_columns
        if column.name != "run"
    )
    many = 1 if table.name in SHARED else branches
    return f'select {columns} from "{table.name}" as t cross join range({many}) as made(branch)'


def _in_branch(table: Table, column: Column) -> str:
    value = f't."{column.name}"'
    if table.name in SHARED:
        return value
    if column.name in KEYED or (column.refers_to and column.refers_to not in SHARED):
        return f"branch_ref({value}, branch)"
    if column.name in {"id", "source_id"}:
        return f"branch_id({value}, branch)"
    if column.name in {"email", "domain"}:
        return f"branch_{column.name}({value}, branch)"
    if column.name == NAMES.get(table.name):
        return f"branch_text({value}, branch)"
    return value
