"""A small room on the disk, made and asked by commands of its own, as people run them."""

import os
import subprocess
import sys
from pathlib import Path

CONTACTS = """\
Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Create Date,Job Title
1,Jane,Quxley,jane.quxley@acme.example,+49 170 5551234,Lead,2026-01-02 10:00,Buyer
2,Tom,Other,tom@bolt.example,+49 170 9990000,Lead,2026-01-03 10:00,Director
"""
MAIN = "from sameroom.cli.main import main; main()"
SETTING_UP = """
import sys, pathlib
from sameroom.site import running
running.prepare(store=pathlib.Path(sys.argv[1]))
from datetime import datetime, UTC
NOW = datetime(2026, 7, 6, 8, 0, 0, 123456, tzinfo=UTC)
"""


def environment() -> dict[str, str]:
    """Give an environment that knows of no room."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMEROOM_")}
    for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
        kept.pop(name, None)
    return kept


def run(*words: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of Sameroom, with more variables."""
    return subprocess.run(
        [sys.executable, "-c", MAIN, *map(str, words)],
        env=environment() | more, capture_output=True, text=True, check=False,
    )  # fmt: skip


def within(store: Path, script: str, **more: str) -> str:
    """Run a script within a room, with `NOW`; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", SETTING_UP + script, str(store)],
        env=environment() | more, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def a_room(folder: Path, **more: str) -> Path:
    """Make a room: two contacts in the record, a person who works here, an upload."""
    exports = folder / "exports"
    exports.mkdir()
    (exports / "contacts.csv").write_text(CONTACTS)
    done = run("import", exports, "--store", folder / "record", **more)
    assert done.returncode == 0, done.stderr
    store = folder / "record"
    within(
        store,
        "from sameroom.people.web.models import Company, User\n"
        "from sameroom.webkit import audit\n"
        "Company.objects.create(name='Tessaro', set_up_at=NOW)\n"
        "User.objects.create_user(email='ruth@a.example', name='Ruth', joined_at=NOW)\n"
        "audit.record('room.made', at=NOW)\n",
        **more,
    )
    (store / "room/uploads/7").mkdir(parents=True)
    (store / "room/uploads/7/contacts.csv").write_text(CONTACTS)
    (store / "agreement.yaml").write_text("company:\n  name: Tessaro\n")
    return store
