"""Tells a full disk from other faults, whoever says it: the system, the engine or the database."""

from collections.abc import Iterator

from django.db import Error

from sameroom.engines import disk

SAID = ("disk is full", "no space left on device", "disk quota exceeded")


def is_full(error: BaseException | None) -> bool:
    """Tell whether an error, or one that led to it, says that the disk takes no more."""
    return any(disk.is_full(one) or _is_told(one) for one in _causes(error))


def _is_told(error: BaseException) -> bool:
    """Tell whether a database says so; each has words of its own for it."""
    return isinstance(error, Error) and any(said in str(error).lower() for said in SAID)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
