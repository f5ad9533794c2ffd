"""The page that says how leads fare."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from sameroom.handoff.web import reading_cards, reading_queries
from sameroom.handoff.web import reading_words as words
from sameroom.handoff.web.reading_card import Card, Verdict
from sameroom.handoff.web.reading_queries import Chosen, Known

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to cut the leads: its name in the address, what it is called, and its choices."""

    name: str
    label: str
    every: str
    choices: tuple[tuple[str, str], ...]
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """How leads fare.

    Args:
        verdict: None where nothing was read, or where the leads asked for are too few.
        about: which leads these are, in words; "" for all of them.
    """

    chosen: Chosen
    filters: tuple[Filter, ...]
    verdict: Verdict | None
    cards: tuple[Card, ...]
    about: str
    leads: str
    span: str
    is_read: bool


def get_page(*, chosen: Chosen) -> Page:
    """Get the page about the leads asked for."""
    known = reading_queries.find_known(chosen=chosen)
    if known is None:
        return Page(chosen, (), None, (), "", "", "", is_read=False)
    is_told = known.leads is not None and (known.leads >= FEWEST)
    return Page(
        chosen=chosen,
        filters=_filters(known),
        verdict=reading_cards.say_verdict(known=known) if is_told else None,
        cards=reading_cards.lay_out(known=known) if is_told else (),
        about=_about(chosen),
        leads=words.number(known.leads or 0),
        span=_span(known),
        is_read=True,
    )


def _span(known: Known) -> str:
    starts_at, ends_at = known.offered.starts_at, known.offered.ends_at
    if starts_at is None or ends_at is None:
        return ""
    last = (ends_at - timedelta(microseconds=1)).date()
    since = words.day(starts_at.date()) + (
        f" {starts_at.year}" if starts_at.year < last.year else ""
    )
    return f"{since} – {words.day(last)} {last.year}"


def _filters(known: Known) -> tuple[Filter, ...]:
    offered, chosen = known.offered, known.chosen
    months = [(one, words.month(one)) for one in reversed(offered.months)]
    made = (
        Filter("campaign", _("Campaign"), _("All campaigns"),
               tuple((one, one) for one in offered.campaigns), chosen.campaign),
        Filter("segment", _("Industry"), _("All industries"),
               tuple((one, one) for one in offered.segments), chosen.segment),
        Filter("team", _("Owned by"), _("All teams"),
               tuple((one, words.team(one)) for one in offered.teams), chosen.team),
        Filter("period", _("Handed over in"), _("Any time"),
               (("recent", _("The last four weeks")), *months), chosen.period),
    )  # fmt: skip
    return tuple(one for one in made if one.choices)


def _about(chosen: Chosen) -> str:
    told = [chosen.campaign, chosen.segment]
    told += [words.team(chosen.team)] if chosen.team else []
    told += [words.period(chosen.period)] if chosen.period else []
    return " · ".join(one for one in told if one)
