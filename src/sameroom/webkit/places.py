"""The places of the application: each web half names its own, and the frame shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from django.utils.functional import Promise

from sameroom.webkit.rights import Right


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the frame leads to.

    A web half declares `PLACES`, a tuple of these, in its `places.py`.

    Args:
        words: what it is called; by `gettext_lazy`, so that each reads it in their language.
        url_name: its address by name.
        right: what it asks; whoever lacks it is not shown the way.
        order: the lower, the earlier.
        key: the letter that leads there behind `g`; "" for the first of its address that is free.
        is_daily: whether it stands in the bar of every page; others stand in the menu.
    """

    words: str | Promise
    url_name: str
    right: Right
    order: int = 50
    is_daily: bool = True
    key: str = ""


def letters(places: Iterable[Place]) -> dict[str, str]:
    """Give each place, by its address, a letter of its own: its `key`, else the first free one.

    Places that come first choose first; once the whole alphabet is taken, a place has none.
    """
    listed = tuple(places)
    told = {place.url_name: place.key for place in listed if place.key}
    for place in listed:
        if place.url_name not in told:
            wanted = (one for one in place.url_name + ascii_lowercase if one in ascii_lowercase)
            told[place.url_name] = next((one for one in wanted if one not in told.values()), "")
    return told
