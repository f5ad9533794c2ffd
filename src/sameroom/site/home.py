"""Where the room keeps its things: beside the record, readable by its owner only."""

import os
import secrets
from pathlib import Path

STORE = "SAMEROOM_STORE"
AT_HOME = "SAMEROOM_AT_HOME"  # set by whoever starts the room, for what it starts
REPORT = "SAMEROOM_REPORT"
SECRET = "SAMEROOM_SECRET_KEY"  # noqa: S105 - the name of a variable


def store() -> Path:
    """Tell where the record is."""
    return Path(os.environ.get(STORE, ".sameroom")).resolve()


def room() -> Path:
    """Tell where the database, the uploads and the report are; made when missing."""
    path = store() / "room"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def report() -> Path:
    """Tell where the report of the last refresh is."""
    given = os.environ.get(REPORT)
    return Path(given).resolve() if given else room() / "report"


def secret_key() -> str:
    """Give the key that signs sessions and links: from the environment, else kept beside them."""
    if given := os.environ.get(SECRET):
        return given
    path = room() / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key := secrets.token_urlsafe(48))
    return key
