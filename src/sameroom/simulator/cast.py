"""What everybody and everything is called, and the ids that the systems give them."""

from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Ints
from sameroom.simulator.library import KINDS
from sameroom.simulator.names import TITLES, name_companies, name_content, name_people
from sameroom.simulator.traces import HELPERS
from sameroom.simulator.world import World

REPS = (
    "Katharina Brandt", "Jonas Feld", "Ilaria Conti", "Tom Achenbach", "Meike Sauer",
    "David Okafor", "Sophie Lindqvist", "Marc Reuter", "Bettina Kranz", "Florian Haug",
    "Nora Steiger", "Paul Wessels",
)  # fmt: skip
MARKETERS = ("Ada Winter", "Leonie Marx", "Hugo Petit", "Carla Sommer", "Jan Teichmann")
OUR_DOMAIN = "tessaro.example"


@dataclass(frozen=True, slots=True)
class Cast:
    """Names and addresses, one place each as in the world's arrays.

    Args:
        companies, domains: of each account.
        first, last, email: of each person, as the CRM knows them.
        told_email: of each person, as marketing knows them.
        told_last: last name of each person, as marketing knows it.
        misspelt: the name under which the CRM has a company a second time.
        titles: of each person.
        reps: names of the sellers.
        staff: the sellers, and service behind them.
        pieces: titles of the content.
    """

    companies: list[str]
    domains: list[str]
    first: list[str]
    last: list[str]
    email: list[str]
    told_email: list[str]
    told_last: list[str]
    misspelt: list[str]
    titles: list[str]
    reps: list[str]
    staff: list[str]
    pieces: list[str]


def draw_cast(*, world: World, random: np.random.Generator) -> Cast:
    """Name everybody."""
    accounts, people = world.accounts, world.people
    named = name_companies(
        industry=accounts.industry.tolist(), country=accounts.country.tolist(), random=random
    )
    companies, domains = (list(column) for column in zip(*named, strict=True))
    homes = [domains[place] for place in people.account.tolist()]
    persons = name_people(domains=homes, random=random)
    first, last, work, private = (list(column) for column in zip(*persons, strict=True))
    email = [
        own if free else office
        for own, office, free in zip(private, work, world.is_private.tolist(), strict=True)
    ]
    strange = zip(private, email, world.is_stranger.tolist(), strict=True)
    told_email = [own if stranger else known for own, known, stranger in strange]
    typed = np.flatnonzero(world.is_mistyped).tolist()
    told_last = list(last)
    for place in typed:
        told_email[place] = slip(told_email[place], place)
        told_last[place] = slip(last[place], place + 1)
    reps = [REPS[place % len(REPS)] for place in range(world.company.reps)]
    return Cast(
        companies=companies,
        domains=domains,
        first=first,
        last=last,
        email=email,
        told_email=told_email,
        told_last=told_last,
        misspelt=[slip(name, place) for place, name in enumerate(companies)],
        titles=[TITLES[place] for place in random.integers(0, len(TITLES), len(work)).tolist()],
        reps=reps,
        staff=[*reps, *HELPERS],
        pieces=name_content(
            kinds=[KINDS[kind] for kind in world.library.kind.tolist()], random=random
        ),
    )


def slip(text: str, place: int) -> str:
    """Write a word as somebody does who slips: one of its first letters comes twice or not at all.

    Somebody else's name never comes of it where a letter comes twice, which is the case for every
    address.
    """
    at = 1 + place % max(1, min(5, len(text) - 2))
    twice = "@" in text or place % 2 == 0
    return text[: at + 1] + text[at:] if twice else text[:at] + text[at + 1 :]


def address_of(name: str) -> str:
    """Give the address of one of us."""
    return name.lower().replace(" ", ".") + f"@{OUR_DOMAIN}"


def contact_ids(places: Ints) -> Ints:
    """Give the CRM's ids of contacts."""
    return 50_210_351 + 7 * places


def company_ids(places: Ints) -> Ints:
    """Give the CRM's ids of companies."""
    return 9_310_017 + 13 * places


def deal_ids(places: Ints) -> Ints:
    """Give the CRM's ids of deals."""
    return 17_440_209 + 11 * places


def emptied(values: list[str], blank: list[bool]) -> list[str]:
    """Empty those values that a system does not have."""
    return ["" if gone else value for value, gone in zip(values, blank, strict=True)]
