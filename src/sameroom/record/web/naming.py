"""Calls by name those of whom a word was said: what is kept of a word are ids alone."""

from collections.abc import Iterable, Mapping

from sameroom.record import cards
from sameroom.record.timeline import key_of
from sameroom.record.web.models import MatchPair, MatchWord, SourceRow, Subject


def names_of(
    *, words: Iterable[MatchWord], pairs: Iterable[MatchPair], generation: int
) -> dict[str, str]:
    """Find the names of those who are spoken of, by their ids: as their rows say, else as pages do.

    Args:
        words: what was said.
        pairs: those of them that are shown.
        generation: what is shown.
    """
    nouns = {ref: one.noun for one in words for ref in (one.left_ref, one.right_ref)}
    names: dict[str, str] = {}
    for pair in pairs:
        told = ((pair.left_ref, pair.left_says), (pair.right_ref, pair.right_says))
        names |= {ref: name for ref, says in told if (name := name_in(says))}
    if left := nouns.keys() - names.keys():
        keys = {key_of(noun=nouns[ref], subject_id=ref): ref for ref in left}
        found = Subject.objects.filter(generation=generation, key__in=keys)
        names |= {keys[one.key]: one.name for one in found if one.name}
    if left := nouns.keys() - names.keys():
        rows = SourceRow.objects.filter(generation=generation, ref__in=left)
        names |= {one.ref: name for one in rows if (name := name_in(one.says))}
    for ref in nouns.keys() - names.keys():
        if name := name_in(cards.bare(ref).says):
            names[ref] = name
    return names


def name_in(says: Mapping[str, str]) -> str:
    """Find what a row is called by; "" where it says nothing of the kind."""
    return says.get("name") or says.get("email") or says.get("domain") or ""
