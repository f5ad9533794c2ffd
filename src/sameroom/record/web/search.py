"""Finds companies, people and deals by words of their name, domain and address.

Words are kept once for each scope that sees their subject: all, a team, an owner. So a question is
answered from one stretch of one index, whoever asks, and its cost does not grow with the record.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sameroom.record.finding import asked_of, span_of
from sameroom.record.seeing import of_owner, of_team
from sameroom.record.web import wording
from sameroom.record.web.indexing import EVERYBODY, FOUND_BY
from sameroom.record.web.models import Subject as SubjectRow
from sameroom.record.web.models import SubjectWord
from sameroom.record.web.queries import find_found
from sameroom.webkit.rights import Reader, Sees
from sameroom.webkit.searching import MOST, Hit, Hits

LOOKED_AT = 1_000  # of one word; where more begin so, the first thousand are looked at
PLACES = {"account": "accounts", "person": "persons", "deal": "deals"}


def scopes_of(reader: Reader) -> list[str]:
    """List the scopes of a reader. Twin of `queries.visible`."""
    if not reader.team:
        return []
    if reader.sees is Sees.ALL:
        return [EVERYBODY]
    own = [of_owner(reader.member_id)] if reader.member_id else []
    return [*own, of_team(reader.team)] if reader.sees is Sees.TEAM else own


def find(*, reader: Reader, question: str) -> tuple[Hits, ...]:
    """Find the companies, people and deals a reader sees that have each word of the question."""
    by_noun = {
        noun: tuple(_hit(one) for one in rows)
        for noun, rows in find_subjects(reader=reader, question=question).items()
    }
    return (
        Hits(_("Companies"), by_noun["account"], order=20),
        Hits(_("Persons"), by_noun["person"], order=21),
        Hits(_("Deals"), by_noun["deal"], order=22),
    )


def find_subjects(*, reader: Reader, question: str) -> dict[str, list[SubjectRow]]:
    """Find the first of each noun, by name, that a reader sees and that have each word."""
    by_noun: dict[str, list[SubjectRow]] = {noun: [] for noun in PLACES}
    shown, words = find_found(), asked_of(question)
    scopes = scopes_of(reader)
    if shown is None or not words or not scopes:
        return by_noun
    keys = _keys(shown.words_of, scopes, words)
    subjects = SubjectRow.objects.filter(generation=shown.generation, key__in=keys)
    for one in subjects.order_by("name", "key"):
        if len(by_noun[one.noun]) < MOST:
            by_noun[one.noun].append(one)
    return by_noun


def _keys(words_of: int, scopes: list[str], words: tuple[str, ...]) -> list[str]:
    """List the keys of subjects that have all words, the fewest of a noun that a page shows."""
    found = [having(words_of, scopes, word) for word in words]
    keys = set.intersection(*({key for _, key in one} for one in found))
    counts: dict[str, int] = {}
    kept = []
    for noun, key in found[0]:
        if key in keys and counts.get(noun, 0) < MOST:
            counts[noun] = counts.get(noun, 0) + 1
            keys.discard(key)
            kept.append(key)
    return kept


def having(words_of: int, scopes: list[str], word: str) -> list[tuple[str, str]]:
    """List the first subjects by the words that begin so: noun and key; exact words come first.

    Args:
        words_of: whose words the generation that is shown uses: see `queries.find_found`.
    """
    first, end = span_of(word)
    found: list[tuple[str, str]] = []
    for scope in scopes:
        of_scope = SubjectWord.objects.filter(generation=words_of, scope=scope)
        spans: QuerySet[SubjectWord] = of_scope.filter(Q(word__gte=first) & Q(word__lt=end))
        rows = spans.order_by("word", "key").values_list("noun", "key")
        found += list(rows[:LOOKED_AT])
    return list(dict.fromkeys(found))


def _hit(one: SubjectRow) -> Hit:
    return Hit(one.name, f"/{PLACES[one.noun]}/{one.key}", detail_of(one))


def detail_of(one: SubjectRow) -> str:
    """Say what tells a subject from its namesakes; "" where nothing does."""
    told = {name: said for name, said in one.facts if said}
    detail = next((told[name] for name in (*FOUND_BY, "title") if name in told), "")
    detail = detail or wording.outcome(str(told.get("outcome", "")))
    return "" if detail == one.name else str(detail)
