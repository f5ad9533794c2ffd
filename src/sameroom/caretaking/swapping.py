"""Puts one folder in the place of another in one step: a kill leaves the one or the other."""

import ctypes
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
EXCHANGE = 2  # RENAME_EXCHANGE of Linux


def put_in_place(*, made: Path, place: Path) -> None:
    """Put a folder where another may stand; what stood there is deleted afterwards."""
    if not place.exists():
        made.rename(place)
        return
    exchange(one=made, other=place)
    shutil.rmtree(made)


def exchange(*, one: Path, other: Path) -> None:
    """Let two folders of one disk change places, in one step where the system can."""
    system = ctypes.CDLL(None, use_errno=True)
    if hasattr(system, "renameat2"):
        told = (os.fsencode(one), os.fsencode(other))
        if system.renameat2(AT_FDCWD, told[0], AT_FDCWD, told[1], EXCHANGE) == 0:
            return
    between = one.with_name(f"{one.name}-before")
    other.rename(between)
    one.rename(other)
    between.rename(one)
