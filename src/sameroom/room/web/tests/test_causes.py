"""Why the record was read anew is told in words, whichever part of the room asked for it."""

import re
from pathlib import Path

import sameroom
from sameroom.room.web import wording

ASKED = re.compile(r"(?:ask_refresh|ask_before_long|objects\.create)\(\s*cause=\"([a-z ]+)\"")


def test_every_cause_that_is_written_is_told_in_words() -> None:
    home = Path(sameroom.__file__).parent
    written = {
        cause
        for path in home.glob("*/web/*.py")
        for cause in ASKED.findall(path.read_text("utf-8"))
    }
    assert {"acts", "agreement", "by hand", "nightly"} <= written <= set(wording.CAUSES)
