"""Finds people by words of their name, address and company, told apart for whoever must choose."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from sameroom.record.finding import asked_of
from sameroom.record.web import queries
from sameroom.record.web.models import Subject, TimelineEntry
from sameroom.record.web.queries import Found
from sameroom.record.web.search import having, scopes_of
from sameroom.webkit.rights import Reader

COMPANIES = 100  # that begin with a word: of more, the first are looked at
LOOKED_AT = 2_000  # people of these companies


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person as they are told from others of the same name.

    Args:
        first_seen_at: the first thing on their timeline; None where there is none.
    """

    key: str
    name: str
    company: str
    address: str
    title: str
    first_seen_at: datetime | None


def find_persons(*, reader: Reader, question: str, most: int) -> tuple[PersonFound, ...]:
    """Find people a reader sees; each word begins one of their own or of their company's.

    A company's people are those with whom something happened for it. At most a dozen queries.
    """
    shown, words = queries.find_found(), asked_of(question)
    scopes = scopes_of(reader)
    if shown is None or not words or not scopes:
        return ()
    keys = _keys(shown, scopes, words)
    seen = queries.visible(reader=reader, generation=shown.generation).filter(noun="person")
    rows = list(seen.filter(key__in=keys[:LOOKED_AT]).order_by("name", "key")[:most])
    entries = TimelineEntry.objects.filter(
        generation=shown.generation, person_key__in=[one.key for one in rows]
    )
    firsts = dict(
        entries.order_by().values_list("person_key").annotate(at=Min("happened_at"))
    )  # fmt: skip
    return tuple(_found(one, firsts.get(one.key)) for one in rows)


def list_seen(*, reader: Reader, keys: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """List which of these keys are people whom pages show, and which of them a reader sees."""
    shown = queries.find_shown()
    if shown is None:
        return frozenset(), frozenset()
    every = Subject.objects.filter(generation=shown.generation, noun="person", key__in=keys)
    seen = queries.visible(reader=reader, generation=shown.generation).filter(
        noun="person", key__in=keys
    )
    return (
        frozenset(every.values_list("key", flat=True)),
        frozenset(seen.values_list("key", flat=True)),
    )


def _keys(shown: Found, scopes: list[str], words: tuple[str, ...]) -> list[str]:
    """List the keys of people for whom each word is theirs or their company's."""
    found = [having(shown.words_of, scopes, word) for word in words]
    own = [{key for noun, key in one if noun == "person"} for one in found]
    companies = [[key for noun, key in one if noun == "account"][:COMPANIES] for one in found]
    pairs = _people_of(shown.generation, {key for one in companies for key in one})
    by_word = [
        mine | {person for account, person in pairs if account in theirs}
        for mine, theirs in zip(own, map(set, companies), strict=True)
    ]
    return sorted(set.intersection(*by_word))


def _people_of(generation: int, accounts: set[str]) -> list[tuple[str, str]]:
    if not accounts:
        return []
    entries = TimelineEntry.objects.filter(generation=generation, account_key__in=accounts)
    pairs = entries.exclude(person_key="").order_by("account_key", "person_key")
    return list(pairs.values_list("account_key", "person_key").distinct()[:LOOKED_AT])


def _found(one: Subject, first: datetime | None) -> PersonFound:
    told = {str(name): str(said) for name, said in one.facts if said}
    return PersonFound(
        one.key, one.name, told.get("company", ""), told.get("email", ""), told.get("title", ""),
        first,
    )  # fmt: skip
