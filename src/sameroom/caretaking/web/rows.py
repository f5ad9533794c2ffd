"""The database's part of a backup: every row as a line of JSON, the same from any database."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from sameroom.errors import SameroomError

# Made anew by the database itself, or a session that must not be brought to life again.
LEFT_OUT = {"contenttypes", "sessions", "usersessions"}
LEFT_OUT_MODELS = {"auth.permission", "auth.group", "auth.group_permissions"}
CHUNK = 500
# The functions by which a server's tables refuse edits; a table that is dropped leaves them there.
ASKED_BY_TRIGGERS = """
select distinct asked.proname from pg_trigger
join pg_proc asked on asked.oid = pg_trigger.tgfoid
join pg_class held on held.oid = pg_trigger.tgrelid
where not pg_trigger.tgisinternal and held.relnamespace = current_schema()::regnamespace
"""


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the database as it is at one moment, and keep nobody from writing meanwhile."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("begin isolation level repeatable read read only")
        else:
            cursor.execute("begin deferred")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("rollback")


def list_models() -> list[type[models.Model]]:
    """List the models whose rows are backed up."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT
        and model._meta.label_lower not in LEFT_OUT_MODELS
    ]


def columns_of(model: type[models.Model]) -> list[str]:
    """List the columns of a model."""
    return [field.attname for field in model._meta.concrete_fields]


def lines_of(model: type[models.Model], *, count: Callable[[int], None]) -> Iterator[bytes]:
    """Give the rows of a model, a line of JSON each, and tell at the end how many."""
    number = 0
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for number, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):  # noqa: B007
        yield json.dumps(row, default=_plain).encode("utf-8") + b"\n"
    count(number)


def list_migrations() -> list[list[str]]:
    """List the migrations that the database has taken."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def refuse_later(*, migrations: list[list[str]], where: str) -> None:
    """Refuse what a later version wrote.

    Raises:
        SameroomError: when there is a migration that is not known here.
    """
    known = MigrationLoader(connection).disk_migrations
    later = [f"{app}.{name}" for app, name in migrations if (app, name) not in known]
    if later:
        raise SameroomError(
            f"This was written by a later Sameroom: {', '.join(later[:3])} is not known here.",
            where=where,
            remedy="Install the version that wrote it. Nothing here was changed.",
        )


def load(
    *,
    migrations: list[list[str]],
    tables: dict[str, dict[str, Any]],  # Any: as in the manifest
    lines: Callable[[str], Iterable[bytes]],
) -> None:
    """Bring an empty database to the form that the rows have, fill it, bring it to today's form.

    Raises:
        SameroomError: when a table does not hold as many rows as it should.
    """
    there = _form_of(migrations)
    with transaction.atomic():
        # Migrations in this very transaction leave some references to be held at once; rows come
        # before those that they point at, so from here on they are held at the end again.
        connection.check_constraints()
        for label, told in sorted(tables.items()):
            _fill(there.get_model(label), columns=told["columns"], lines=lines(label))
        _count(there, tables)
        _settle(there, tables)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def clear() -> None:
    """Drop what is in a server's database, as a part of the transaction around it."""
    names = set(connection.introspection.django_table_names(only_existing=True))
    names |= {"django_migrations", "room_cache"} & set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(ASKED_BY_TRIGGERS)
        functions = sorted(str(name) for (name,) in cursor.fetchall())
        for name in sorted(names):
            cursor.execute(f"drop table if exists {connection.ops.quote_name(name)} cascade")
        for name in functions:
            cursor.execute(f"drop function if exists {connection.ops.quote_name(name)}() cascade")


def _form_of(migrations: list[list[str]]) -> Apps:
    executor, taken = MigrationExecutor(connection), {(app, name) for app, name in migrations}
    at_once = executor.loader.replacements
    if any(taken & set(one.replaces) and set(one.replaces) - taken for one in at_once.values()):
        # Between two of the steps that one migration takes at once today: step by step, as then.
        executor.loader = MigrationLoader(connection, replace_migrations=False)
        taken -= set(at_once)
    else:
        taken |= {key for key, one in at_once.items() if set(one.replaces) <= taken}
    graph = executor.loader.graph
    nodes = taken & set(graph.nodes)
    leaves = sorted(
        node
        for node in nodes
        if not any(child.key in nodes for child in graph.node_map[node].children
                   if child.key[0] == node[0])
    )  # fmt: skip
    executor.migrate(leaves)
    return executor.loader.project_state(leaves).apps


def _fill(model: type[models.Model], *, columns: list[str], lines: Iterable[bytes]) -> None:
    # What stands in a backup is the truth; a field that sets itself to now would overwrite it.
    for field in model._meta.concrete_fields:
        for name in ("auto_now", "auto_now_add"):
            if hasattr(field, name):
                setattr(field, name, False)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    made = (
        model(**{
            name: _value(fields[name], cell)
            for name, cell in zip(columns, json.loads(line), strict=True)
        })
        for line in lines
    )  # fmt: skip
    while chunk := list(islice(made, CHUNK)):
        model._base_manager.bulk_create(chunk)


def _count(there: Apps, tables: dict[str, dict[str, Any]]) -> None:  # Any: as in the manifest
    for label, told in tables.items():
        held = there.get_model(label)._base_manager.count()
        if held != told["rows"]:
            raise SameroomError(
                f"{label} holds {held} rows, {told['rows']} were backed up.",
                where="sameroom restore",
                remedy="Use another backup. Nothing here was changed.",
            )


def _settle(there: Apps, tables: dict[str, dict[str, Any]]) -> None:  # Any: as in the manifest
    """Let numbers go on behind those that stand there, and hold every reference to its row."""
    filled = [there.get_model(label) for label in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)
    connection.check_constraints()


def _plain(cell: object) -> object:
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, Decimal | UUID):
        return str(cell)
    if isinstance(cell, bytes | memoryview):
        return base64.b64encode(bytes(cell)).decode("ascii")
    raise TypeError(f"{type(cell).__name__} has no place in a backup")


def _value(field: "models.Field[Any, Any]", cell: Any) -> Any:  # Any: whatever a column holds
    if cell is None or isinstance(field, models.JSONField):
        return cell
    if isinstance(field, models.BinaryField):
        return base64.b64decode(cell)
    return field.to_python(cell)
