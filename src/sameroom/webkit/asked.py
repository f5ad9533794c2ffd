"""Reads numbers out of what a browser sent, which may be anything."""

from django.http import HttpRequest

KEYS = 15  # digits of the longest number of a row: what every database holds


def whole(told: str, *, digits: int = KEYS) -> int | None:
    """Read a number without a sign; None for anything else, and for one of too many digits.

    Args:
        told: as it was sent.
        digits: how many it may have.
    """
    is_one = told.isascii() and told.isdigit() and len(told) <= digits
    return int(told) if is_one else None


def page(request: HttpRequest) -> int:
    """Read which page of a list is asked for by `?page=`; the first where none is."""
    return max(whole(request.GET.get("page", ""), digits=5) or 1, 1)
