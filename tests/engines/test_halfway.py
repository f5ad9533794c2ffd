"""A database between two steps that one migration takes at once today ends where all others do."""

import json
from pathlib import Path

import pytest

from sameroom.caretaking.tests.builders import within
from tests.engines.test_room_upgrades import KINDS, a_database

pytestmark = pytest.mark.slow
# The last step that was taken in each app; what those steps need is taken before them.
STARTS: dict[str, dict[str, str]] = {
    "half of the steps": {
        "handoff": "0005_routing", "notice": "0002_hooks", "people": "0003_api_token",
        "caretaking": "0001_erasing", "room": "0003_rows_and_runs",
    },
    "all of some, none of others": {
        "handoff": "0009_ruled", "people": "0005_invented", "room": "0005_before_long",
    },
    "all steps": {},
}  # fmt: skip
RESTORED = "half of the steps"
SCRIPT = """
import json
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from sameroom.caretaking.web import looking, rows
from sameroom.handoff.web.models import Case
from sameroom.people.web.models import User
STARTS, RESTORED = %r, %r
IN_SERVER = '''
select 'column', table_name, column_name, data_type, character_maximum_length, is_nullable,
       column_default, is_identity
from information_schema.columns where table_schema = 'public'
union all select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid),
       null, null, null, null from pg_constraint where connamespace = 'public'::regnamespace
union all select 'index', tablename, indexname, indexdef, null, null, null, null
from pg_indexes where schemaname = 'public'
union all select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid),
       null, null, null, null from pg_trigger where not tgisinternal
union all select 'function', '', proname, prosrc, null, null, null, null
from pg_proc where pronamespace = 'public'::regnamespace
'''

def parts(said):
    # What stands between the outer brackets of a table, part by part: a step adds a column at the
    # end, or before those that refer to others.
    head, _, body = said.partition("(")
    depth, found, one = 0, [], ""
    for sign in body.rstrip()[:-1]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            found, one = [*found, one.strip()], ""
        else:
            one += sign
    return [head.strip(), *sorted([*found, one.strip()])]

def form():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(IN_SERVER)
            return sorted(map(str, cursor.fetchall()))
        cursor.execute("select type, name, tbl_name, coalesce(sql, '') from sqlite_master")
        return sorted([kind, name, of, *(parts(said) if kind == "table" else [said])]
                      for kind, name, of, said in cursor.fetchall())

def empty():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("drop schema public cascade; create schema public")
    else:
        connection.close()
        for end in ("", "-wal", "-shm"):
            settings.DATABASES["default"]["NAME"].with_name("room.sqlite3" + end).unlink(True)

def step_by_step(last):
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    executor.loader.replacements = {}
    graph = executor.loader.graph
    ends = [node for node in graph.leaf_nodes()  # what came behind the one step, after it
            if not any(graph.nodes[one].replaces for one in graph.forwards_plan(node))]
    return executor.migrate(list(last.items()) or ends).apps

def refuses(said):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(said)
    except DatabaseError:
        return True
    return False

told = {"new": form()}
for name, last in STARTS.items():
    empty()
    then = step_by_step(last)
    if name == RESTORED:
        then.get_model("people", "User").objects.create(
            email="ada@a.example", name="Ada", joined_at=NOW, is_admin=True)
        then.get_model("handoff", "Case").objects.create(
            key="c", lead_id="crm:1", person_key="p", is_from_here=True)
    taken = rows.list_migrations()
    rows.refuse_later(migrations=taken, where="")
    behind = [one.id for one in looking.check_database()]
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    told[name] = form()
    told[name + ", looked at"] = [behind, [one.id for one in looking.check_database()]]
    if name == RESTORED:
        told["kept"] = [Case.objects.get().handed_key, User.objects.get().factor_due_at is not None]
    if name in ("all steps", RESTORED):
        empty()
        rows.load(migrations=taken, tables={}, lines=lambda label: [])
        told[name + ", restored"] = form()
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("insert into webkit_auditentry (at, action, subject, details)"
                   " values ('2026-07-06', 'room.made', '', '{}')")
told["refuses"] = refuses("delete from webkit_auditentry")
print(json.dumps(told))
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_between_two_steps_becomes_what_a_new_one_is(kind: str, tmp_path: Path) -> None:
    # Which steps are taken is the same on both; a server is asked for what they make of it.
    starts = STARTS if kind == "sqlite" else {RESTORED: STARTS[RESTORED]}
    with a_database(kind) as url:
        more = {"DATABASE_URL": url} if url else {}
        told = json.loads(within(tmp_path / "record", SCRIPT % (starts, RESTORED), **more))
    new = told["new"]
    assert len(new) > 200
    for name in starts:
        assert told[name] == new, name
        assert told[f"{name}, looked at"] == [["database.form"], []], name
        assert told.get(f"{name}, restored", new) == new, name
    assert f"{RESTORED}, restored" in told
    assert kind != "sqlite" or "all steps, restored" in told
    assert told["kept"] == ["p", True], "what a step does to rows it does still"
    assert told["refuses"]
