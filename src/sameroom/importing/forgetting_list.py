"""The list of whom a record was told to forget: keyed hashes, enough to know them again."""

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

LIST = "erased.json"


def join_lists(*, store: Path, other: Path) -> None:
    """Let a record know again whom another one, that it takes the place of, knew.

    Hashes of two keys cannot be told apart from the outside; each list is kept under its key.
    """
    if not (other / LIST).exists():
        return
    mine, theirs = read_list(store), read_list(other)
    older = [*mine.get("older", []), *theirs.get("older", [])]
    if theirs["key"] == mine["key"]:
        write_list(store, mine["key"], {*mine["hashes"], *theirs["hashes"]}, older)
    else:
        gone = {"key": theirs["key"], "hashes": theirs["hashes"]}
        write_list(store, mine["key"], set(mine["hashes"]), [*older, gone])


def lists(store: Path) -> list[tuple[str, frozenset[str]]]:
    """Give every list that there is: its key and its hashes."""
    told = read_list(store)
    every = [told, *told.get("older", [])]
    return [(one["key"], frozenset(one["hashes"])) for one in every]


def is_known(value: str, told: list[tuple[str, frozenset[str]]]) -> bool:
    """Tell whether an address or an id is on one of the lists."""
    return any(hashed(key, value) in hashes for key, hashes in told)


def hashed(key: str, value: str) -> str:
    """Give what stands for an address or an id on a list."""
    return hmac.new(bytes.fromhex(key), value.lower().encode("utf-8"), hashlib.sha256).hexdigest()


def read_list(store: Path) -> dict[str, Any]:  # Any: whatever JSON holds
    """Read a record's own list, and those that it took over; an empty one under a new key."""
    path = store / LIST
    if path.exists():
        return dict(json.loads(path.read_text("utf-8")))
    return {"key": secrets.token_hex(32), "hashes": []}


def write_list(
    store: Path, key: str, hashes: set[str], older: list[dict[str, Any]] | None = None
) -> None:  # Any: lists as they were
    """Write a record's list, readable by its owner only."""
    kept = read_list(store).get("older", []) if older is None else older
    beside = (store / LIST).with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({"key": key, "hashes": sorted(hashes), "older": kept}, file)
    beside.replace(store / LIST)
    """Write a record\'s list, readable by its owner only."""
