"""Finds the events that web halves declare."""

from functools import cache

from sameroom.discover import of_web_halves
from sameroom.webhooks.cards import Event


@cache
def events() -> dict[str, Event]:
    """Gather the events by name, in the order of the areas."""
    return {one.name: one for half in of_web_halves("events") for one in half.EVENTS}


@cache
def by_act() -> dict[str, Event]:
    """Gather the events by the acts of the log that they are."""
    return {act: one for one in events().values() for act in one.acts}
