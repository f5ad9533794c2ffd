"""A real PostgreSQL on this machine, on loopback only, in a folder that is thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pyarrow as pa

from sameroom.engines import catalog, portable
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.given import GIVEN
from sameroom.facts import list_tables

SETTINGS = "-c listen_addresses=127.0.0.1 -c fsync=off -c max_parallel_workers_per_gather=0"
TYPES = {"DOUBLE": "double precision", "TEXT": "text", "VARCHAR": "text"}


def find_programs() -> Path | None:
    """Find the folder of the server's programs, which Debian keeps off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    return folders[0].parent if folders else (Path(on_path).parent if on_path else None)


@contextmanager
def running() -> Iterator[str]:
    """Start a server as somebody other than root, which it refuses, and give its address."""
    programs = find_programs()
    if programs is None:
        raise FileNotFoundError("initdb")
    with (
        tempfile.TemporaryDirectory(prefix="sameroom-postgres-") as folder,
        _serving(programs, Path(folder)) as address,
    ):
        yield address


@contextmanager
def _serving(programs: Path, folder: Path) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    user = _unprivileged()
    if user:
        shutil.chown(folder, user)
    as_user = ["setpriv", "--reuid", user, "--regid", str(pwd.getpwnam(user).pw_gid),
               "--clear-groups"] if user else []  # fmt: skip
    _run(*as_user, programs / "initdb", "-D", data, "-U", "sameroom", "-A", "trust", "-E", "UTF8",
         "--locale", "C")  # fmt: skip
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    _run(*control, "-l", folder / "log", "-o", f"{SETTINGS} -p {port} -k {folder}", "start")
    try:
        yield f"host=127.0.0.1 port={port} user=sameroom dbname=postgres"
    finally:
        _run(*control, "-m", "immediate", "stop")


def _run(*command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd="/"
    )
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stdout}{done.stderr}")


def _unprivileged() -> str:
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class PostgresEngine:
    """Asks PostgreSQL what the embedded engine is asked, over a copy of the same rows.

    It is a proof of the translation, not an engine on offer.
    """

    def __init__(self, *, address: str, like: EmbeddedEngine) -> None:
        self.connection = psycopg.connect(address, autocommit=True)
        self.connection.execute("set time zone 'UTC'")
        self._like = like
        for table in (*list_tables(), *GIVEN):
            self._copy(table.name)
        for shared in catalog.in_order(
            catalog.list_shared_tables(),
            frozenset(table.name for table in catalog.list_shared_tables()),
        ):
            self.connection.execute(f'create table "{shared.name}" as {_said(shared.sql)}')
            self.connection.execute(f'analyze "{shared.name}"')

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()

    def ask(self, sql: str) -> pa.Table:
        """Answer a question in PostgreSQL's words."""
        asked = self.connection.execute(_said(sql))
        names = [column.name for column in asked.description or ()]
        rows = asked.fetchall()
        return pa.table({name: [row[n] for row in rows] for n, name in enumerate(names)})

    def _copy(self, name: str) -> None:
        columns = portable.schema()[name]
        kinds = ", ".join(f"{column} {_kind(kind)}" for column, kind in columns.items())
        self.connection.execute(f'create table "{name}" ({kinds})')
        listed = ", ".join(columns)
        rows = self._like.ask(f"select {listed} from {name}").to_pylist()
        with self.connection.cursor().copy(f'copy "{name}" ({listed}) from stdin') as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))
        self.connection.execute(f'analyze "{name}"')


def _kind(kind: str) -> str:
    return TYPES.get(kind.upper(), kind)


def _said(sql: str) -> str:
    return portable.translate(sql, dialect="postgres", known=portable.schema())
