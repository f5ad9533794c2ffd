"""What stands on a card of the readings."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from sameroom.handoff.web import reading_words as words
from sameroom.handoff.web.reading_pictures import Picture
from sameroom.handoff.web.reading_queries import Known
from sameroom.measure import Reading, TooLittle
from sameroom.room.web.api import Loss


@dataclass(frozen=True, slots=True)
class Card:
    """One reading.

    Args:
        key: its place on the page.
        title: what is asked.
        sentence: the answer, in words of both teams; "" where it cannot be told.
        sure: its range and count.
        trend: how it moved.
        untold: what is missing, and what would supply it.
        pictures: each with its table.
        aside: what one must not read into it.
        lists: the rows behind it: what they are called, and by which name they are asked for.
    """

    key: str
    title: str
    sentence: str = ""
    sure: str = ""
    trend: str = ""
    untold: tuple["Untold", ...] = ()
    pictures: tuple[Picture, ...] = ()
    aside: str = ""
    lists: tuple[tuple[str, str], ...] = ()
    losses: tuple[Loss, ...] = ()
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first sentence: are leads answered in time, and what does it cost?"""

    sentence: str
    more: str
    is_kept: bool | None
    losses: tuple[tuple[str, Loss], ...]


ABOUT = {
    "p90_hours": gettext_lazy("how long the slowest tenth waits"),
    "median_hours": gettext_lazy("how long half of them wait"),
}


@dataclass(frozen=True, slots=True)
class Untold:
    """What cannot be told of some leads.

    Args:
        about: what it is about; "" for the whole card.
        is_few: whether there are too few of the leads asked for, and there may be enough of all.
    """

    about: str
    missing: str
    bring: str
    is_few: bool = False


def untold(known: Known, measure: str, *figures: str) -> tuple[Untold, ...]:
    """Tell what is missing for some figures, and what would supply it."""
    found = [(figure, known.find(measure, figure)) for figure in figures]
    lacking = [(figure, one) for figure, one in found if isinstance(one, TooLittle)]
    is_whole = len(lacking) == len(found)
    listed = [
        Untold(
            "" if is_whole else str(ABOUT.get(figure, "")), one.missing, one.bring,
            is_few=one.have < one.need and not known.chosen.is_all,
        )
        for figure, one in lacking
    ]  # fmt: skip
    return tuple(dict.fromkeys(listed))


def sure_of(told: object) -> str:
    """Say how sure a figure is; "" where it is none."""
    return words.ranged(told) if isinstance(told, Reading) else ""


def trend_of(known: Known, measure: str, figure: str) -> str:
    """Say how a figure moved between the last two months."""
    months = sorted(known.list_parts(measure, figure, "month"))
    if len(months) < 2:
        return ""
    return words.moved(months[-2][1], months[-1][1], words.month(months[-2][0]))
