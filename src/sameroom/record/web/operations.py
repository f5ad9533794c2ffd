"""Lays the record out for pages, a generation beside the one that is shown."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from sameroom.record.source_rows import SourceRow
from sameroom.record.timeline import Entry, Subject
from sameroom.record.web import erased, indexing
from sameroom.record.web.models import MatchPair, Shown, SubjectTeam, TimelineEntry
from sameroom.record.web.models import SourceRow as WrittenRow
from sameroom.record.web.models import Subject as SubjectRow
from sameroom.webkit import bulk

CHUNK = 2_000  # subjects or entries that are held at a time
PAGE = 50_000  # entries that the record is asked for at a time
SUBJECT = ("generation", "key", "noun", "name", "facts", "owner_id")
ENTRY = (
    "generation", "happened_at", "entry_id", "side", "noun", "kind", "about", "detail",
    "member_id", "member_name", "member_team", "person_key", "account_key", "deal_key", "stage",
)  # fmt: skip
SOURCE = (
    "generation", "key", "noun", "ref", "origin", "says", "rule", "evidence", "is_first"
)  # fmt: skip
LAID_OUT = (SubjectRow, SubjectTeam, WrittenRow, TimelineEntry, MatchPair)


def write_subjects(
    *,
    generation: int,
    subjects: Iterable[Subject],
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Write whom the record knows; what was written of this generation before is written anew.

    Args:
        tell: is told what is being done, often.
    """
    for model in (SubjectRow, SubjectTeam):
        bulk.delete(model._default_manager.filter(generation=generation))
    gone = erased.list_erased()
    words, left = indexing.Words(), (erased.still(one, gone=gone) for one in subjects)
    while found := list(islice(left, CHUNK)):
        rows = [_subject_row(generation, one) for one in found]
        bulk.write(SubjectRow, fields=SUBJECT, rows=rows)
        teams = [(generation, one.key, team) for one in found for team in sorted(one.teams)]
        bulk.write(SubjectTeam, fields=("generation", "key", "team"), rows=teams)
        words.add(found)
        tell("Writing whom the record knows")
    indexing.provide(
        generation=generation, words=words, tell=lambda: tell("Writing the words they are found by")
    )


def write_source_rows(
    *,
    generation: int,
    rows: Iterable[SourceRow],
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Write what they are made of; what was written of this generation before is written anew."""
    bulk.delete(WrittenRow.objects.filter(generation=generation))
    left = iter(rows)
    while found := list(islice(left, CHUNK)):
        told = [_source_row(generation, one) for one in found]
        bulk.write(WrittenRow, fields=SOURCE, rows=told)
        tell("Writing which rows they are made of")


def write_entries(*, generation: int, entries: Iterable[Entry]) -> None:
    """Write some entries of timelines."""
    rows = (_entry_row(generation, entry) for entry in entries)
    bulk.write(TimelineEntry, fields=ENTRY, rows=rows)


def count_written(*, generation: int) -> int:
    """Count the entries that are written of a generation."""
    return TimelineEntry.objects.filter(generation=generation).count()


def show(
    *, generation: int, team_sizes: Mapping[str, int], pairs_beyond: Mapping[str, int] | None = None
) -> None:
    """Show a generation from now on, unless a later one is shown already.

    Args:
        pairs_beyond: how many more pairs of a kind are worth a look than were written.
    """
    if Shown.objects.filter(generation__gt=generation).exists():
        return
    told = {"team_sizes": dict(team_sizes), "pairs_beyond": dict(pairs_beyond or {})}
    Shown.objects.update_or_create(only=True, defaults={"generation": generation, **told})


def sweep(*, keep: int) -> None:
    """Delete the generations before one, a chunk at a time; a later one may be in the making."""
    for model in LAID_OUT:
        bulk.delete(model._default_manager.filter(generation__lt=keep))
    indexing.sweep(keep=keep)


def forget_entries(*, generation: int) -> None:
    """Delete what is written of a generation's timelines, to write it anew."""
    bulk.delete(TimelineEntry.objects.filter(generation=generation))


def _subject_row(generation: int, one: Subject) -> tuple[Any, ...]:  # Any: what a field holds
    facts = [[name, None if cell is None else str(cell)] for name, cell in one.facts.items()]
    return generation, one.key, one.noun, one.name[:300], facts, one.owner_id


def _source_row(generation: int, one: SourceRow) -> tuple[Any, ...]:  # Any: what a field holds
    card = one.card
    return (
        generation, one.key, one.noun, card.ref[:400], card.origin[:100], dict(card.says),
        one.rule[:40], one.evidence[:400], one.is_first,
    )  # fmt: skip


def _entry_row(generation: int, one: Entry) -> tuple[Any, ...]:  # Any: what a field holds
    return (
        generation,
        one.happened_at,
        one.entry_id[:400],
        one.side,
        one.noun,
        one.kind[:100],
        one.about[:300],
        one.detail[:300],
        one.member_id,
        one.member_name[:200],
        one.member_team,
        one.person_key,
        one.account_key,
        one.deal_key,
        one.stage[:40],
    )
