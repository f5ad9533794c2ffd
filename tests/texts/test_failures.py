"""Why a job or a message failed is kept in English, and read in the reader's language."""

import errno
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sameroom.engines.disk import told_plainly
from sameroom.engines.store import Store
from sameroom.engines.store.lock import writing
from sameroom.errors import SameroomError
from sameroom.notice import chat
from sameroom.webhooks import rules
from sameroom.webkit.phrases import say

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ENGLISH = re.compile(r"\b(the|is|it|its|that|you|by|then|again|not|no)\b", re.IGNORECASE)
NAMES = re.compile(r'/\S+:|"[^"]*"|“[^”]*”|„[^“]*“|\([^)]*process[^)]*\)')


def busy(folder: Path) -> None:
    with writing(path=folder, doing="import", now=NOW), writing(path=folder, doing="x", now=NOW):
        pass


def full(folder: Path) -> None:
    with told_plainly(where=folder):
        raise OSError(errno.ENOSPC, "No space left on device")


def closed(folder: Path) -> None:
    with told_plainly(where=folder):
        raise OSError(errno.EROFS, "Read-only file system")


def none_there(folder: Path) -> None:
    Store.open(path=folder / "none")


@pytest.mark.parametrize("fail", [busy, full, closed, none_there])
def test_an_error_of_a_job_is_read_in_german(fail: Callable[[Path], None], tmp_path: Path) -> None:
    with pytest.raises(SameroomError) as caught:
        fail(tmp_path)
    said = say(str(caught.value), language="de")
    assert said != str(caught.value)
    assert ENGLISH.findall(NAMES.sub("", said)) == [], said


@pytest.mark.parametrize("status", [302, 404, 410, 500])
def test_why_nothing_arrived_is_read_in_german(
    status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat.seen, "is_private", False, raising=False)  # another test may have said
    monkeypatch.setattr(chat.seen, "status", status, raising=False)
    for outcome in (rules.judge(status=status), chat._judge(is_done=False)):
        assert str(status) in outcome.reason
        said = say(outcome.reason, language="de")
        assert str(status) in said
        assert ENGLISH.findall(said) == [], said
