"""Finds the kinds and acts that web halves declare."""

from functools import cache

from sameroom.discover import of_web_halves
from sameroom.notice.cards import Act, Kind, Sender


@cache
def kinds() -> dict[str, Kind]:
    """Gather the kinds of things that people are told, by name, in the order of the areas."""
    return {kind.name: kind for half in of_web_halves("notices") for kind in half.KINDS}


@cache
def acts() -> dict[str, Act]:
    """Gather what can be done by a one-time link, by name."""
    return {act.name: act for half in of_web_halves("acts") for act in half.ACTS}


@cache
def senders() -> dict[str, Sender]:
    """Gather what sends by a way of its own, by the name of the way."""
    return {one.way: one for half in of_web_halves("sends") for one in half.SENDERS}
