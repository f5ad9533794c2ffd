"""The places of the application: each web half names its own, and the frame shows them."""

from dataclasses import dataclass

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
        is_daily: whether it stands in the bar of every page; others stand in the menu.
    """

    words: str | Promise
    url_name: str
    right: Right
    order: int = 50
    is_daily: bool = True
