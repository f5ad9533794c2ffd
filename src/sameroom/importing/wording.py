"""Says in words a person knows what a column can become and what a row can be."""

from dataclasses import dataclass
from functools import cache

from sameroom.connectors.mapping import ASK, ATTRIBUTE, IGNORE, STAGE, VIRTUAL
from sameroom.connectors.shapes import list_shapes
from sameroom.facts import Kind, get_table, list_tables

KINDS = {
    "contact": "people",
    "lead": "leads, with who they are",
    "member": "people of your own company",
    "account": "companies",
    "deal": "deals",
    "product": "products",
    "stage_change": "moves from one stage to another",
    "campaign": "campaigns",
    "touch": "what people did: clicks, forms, visits",
    "asset": "content: papers, videos, pages",
    "asset_use": "uses of content",
    "spend": "money spent on advertising",
    "activity": "calls, mails, meetings",
    "ticket": "service cases",
    "message": "texts that reached somebody",
}
NOUNS = {
    "account": "companies", "person": "people", "member": "people of your own", "lead": "leads",
    "deal": "deals", "stage_change": "moves between stages", "touch": "what people did",
    "activity": "calls, mails, meetings", "campaign": "campaigns", "spend": "days of spending",
    "asset": "pieces of content", "asset_use": "uses of content", "message": "texts",
    "ticket": "service cases", "product": "products", "attribute": "further properties",
    "match_decision": "decisions on who is who",
}  # fmt: skip
PARTS = {
    "person.first_name": "first name", "member.first_name": "first name",
    "person.last_name": "last name", "member.last_name": "last name",
    "deal.is_closed": "whether it has ended: yes or no",
    "deal.is_won": "whether it was won: yes or no",
    "deal.is_active": "whether it is still worked on: yes or no",
    "lead.is_converted": "whether it became a deal: yes or no",
}  # fmt: skip
OWN = {"source_id": "its own number", "seen_at": "when it was last changed"}
MEANINGS = {
    "email": "mail", "email_sent": "mail sent", "email_open": "mail opened",
    "email_click": "link in a mail followed", "email_bounce": "mail came back",
    "badge_scan": "badge scanned", "new": "new business", "targeted": "was chosen for it",
    "-": "left empty",
}  # fmt: skip
KEPT_AS, STAGE_ENTERED = "kept as “{name}”", "when the stage “{stage}” was entered"
SKIPPED = {"id", "origin", "run"}
DATES, MONEY = "dates", "money"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose.

    Args:
        value: as the mapping has it.
        words: as a person reads it.
    """

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that belong together, under a heading."""

    words: str
    choices: tuple[Choice, ...]


@cache
def list_kinds() -> tuple[Choice, ...]:
    """List what a row of a file can be; the value is the nouns, joined by a plus."""
    return tuple(
        Choice("+".join(shape.nouns), KINDS.get(shape.name, shape.name.replace("_", " ")))
        for shape in list_shapes()
    )


def say_kind(*, nouns: tuple[str, ...]) -> str:
    """Say what the rows of a file are."""
    wanted = "+".join(nouns)
    for kind in list_kinds():
        if kind.value == wanted:
            return kind.words
    return " and ".join(f"{noun.replace('_', ' ')}s" for noun in nouns) or "nothing we read"


def say_noun(*, noun: str) -> str:
    """Say what the rows of a noun are."""
    return NOUNS.get(noun, noun.replace("_", " "))


@cache
def list_targets(*, nouns: tuple[str, ...]) -> tuple[Group, ...]:
    """List what a column can become in a file that fills these nouns."""
    return tuple(
        Group(noun.replace("_", " ").capitalize(), _of_noun(noun))
        for noun in nouns
        if any(table.name == noun for table in list_tables())
    )


def _of_noun(noun: str) -> tuple[Choice, ...]:
    columns = [c for c in get_table(noun).all_columns if c.name not in SKIPPED]
    facts = [Choice(f"{noun}.{c.name}", OWN.get(c.name, c.about)) for c in columns]
    parts = [
        Choice(target, say(target=target)) for target in VIRTUAL if target.startswith(f"{noun}.")
    ]
    return (*facts, *parts)


def say(*, target: str) -> str:
    """Say what a target is, such as "when the case was opened" for `lead.created_at`."""
    if target == IGNORE:
        return "left out"
    if target == ASK:
        return "not decided yet"
    if target.startswith(ATTRIBUTE):
        return KEPT_AS.format(name=target.removeprefix(ATTRIBUTE))
    if target.startswith(STAGE):
        return STAGE_ENTERED.format(stage=target.rsplit(":", 1)[-1])
    noun, _, name = target.partition(".")
    if target in VIRTUAL:
        return PARTS[target]
    if name in OWN:
        return OWN[name]
    try:
        return get_table(noun).column(name).about
    except KeyError:
        return target


def say_meaning(*, value: str) -> str:
    """Say what a word of a closed list means, such as "mail opened" for `email_open`."""
    return MEANINGS.get(value, value.replace("_", " "))


def sort_of(*, target: str) -> str:
    """Tell whether a target is a date, money, or something else (""), which is read otherwise."""
    noun, _, name = target.partition(".")
    if target.startswith(STAGE):
        return DATES
    try:
        kind = get_table(noun).column(name).kind
    except KeyError:
        return ""
    return {Kind.INSTANT: DATES, Kind.DATE: DATES, Kind.MONEY: MONEY}.get(kind, "")
