"""Pages of long lists, by cursors: what is added meanwhile neither repeats nor hides a row."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from ninja import Query

from sameroom.webkit.rest.problems import Problem

T = TypeVar("T")
MOST = 200
Limit = Annotated[int, Query(50, ge=1, le=MOST, description="How many at most.")]
After = Annotated[
    str, Query("", max_length=1_000, description="The cursor that the page before gave as `next`.")
]
Place = list[str | int]


def write_cursor(*, place: Sequence[str | int]) -> str:
    """Write down where a page ended."""
    text = json.dumps(list(place), separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("utf-8")).decode("ascii").rstrip("=")


def read_cursor(*, cursor: str, like: Sequence[type]) -> list[Any] | None:  # Any: as `like` says
    """Read where the page before ended; None for the first page.

    Args:
        like: the types of what a cursor of this list holds.

    Raises:
        Problem: when it is no cursor of this list.
    """
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        place = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        place = None
    if not isinstance(place, list) or [type(one) for one in place] != list(like):
        raise _no_cursor()
    if any(isinstance(one, int) and not 0 <= one < 2**62 for one in place):
        raise _no_cursor()
    if any(isinstance(one, str) and "\0" in one for one in place):
        raise _no_cursor()
    return place


def cut(
    *, rows: Sequence[T], limit: int, place: Callable[[T], Sequence[str | int]]
) -> tuple[Sequence[T], str | None]:
    """Cut one row too many off a page; gives the page and the cursor of the next, if there is one.

    Args:
        rows: at most `limit` + 1 of them.
        place: tells where a row stands in the order of the list.
    """
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], write_cursor(place=place(rows[limit - 1]))


def same_generation(*, asked: int, shown: int) -> None:
    """Refuse to go on in a list that has been laid out anew since.

    Raises:
        Problem: when it has.
    """
    if asked != shown:
        raise Problem(
            409,
            "The record was read anew since the page before.",
            where="after",
            remedy="Begin again without `after`.",
        )


def _no_cursor() -> Problem:
    return Problem(
        422,
        "This is no cursor of this list.",
        where="after",
        remedy="Give back what the page before gave as `next`, unchanged, or leave it out.",
    )
