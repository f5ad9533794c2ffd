"""Nobody waits for what could have been loaded before: the first page is as quick as the second."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SMALL = ("encodings", "tzdata")  # of Python itself, by what a browser or a reader has chosen


def ran(store: Path, *words: str) -> dict[str, Any]:  # Any: what JSON holds
    """Run the program beside this file on a room; gives what it told."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAMEROOM_")}
    kept |= {"SAMEROOM_STORE": str(store), "DJANGO_SETTINGS_MODULE": "sameroom.site.settings"}
    kept.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "sameroom.site.tests.a_first_request", *words],
        env=kept, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.slow
def test_the_first_request_of_a_process_loads_nothing(tmp_path: Path) -> None:
    session = ran(tmp_path / "record", "furnish")["session"]
    told = ran(tmp_path / "record", "ask", session)
    wanted = {place: "200" for place in told} | {"/nowhere": "404", "POST /leads/1/move": "302"}
    assert {place: one["status"][:3] for place, one in told.items()} == wanted
    late = {
        place: found
        for place, one in told.items()
        if (found := [name for name in one["loaded"] if name.split(".")[0] not in SMALL])
    }
    assert late == {}, "site/warming.py is to load these before"


def test_every_template_of_ours_is_listed() -> None:
    from sameroom.site import warming

    listed = set(warming.list_templates())
    home = Path(warming.__file__).parents[1]
    ours = {
        file.as_posix().rpartition("/templates/")[2]
        for file in home.glob("*/web/templates/**/*.html")
    }
    assert len(ours) > 50
    assert ours <= listed
