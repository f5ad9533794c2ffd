"""Lays the record out for pages, a generation beside the one that is shown."""

from collections.abc import Iterable, Mapping

from django.db import models, transaction

from sameroom.record.timeline import Entry, Subject
from sameroom.record.web import search
from sameroom.record.web.models import MatchPair, Shown, SubjectTeam, SubjectWord, TimelineEntry
from sameroom.record.web.models import Subject as SubjectRow

CHUNK = 2_000  # rows written in one transaction: others wait for no longer than that takes
LAID_OUT = (SubjectRow, SubjectTeam, SubjectWord, TimelineEntry, MatchPair)


def write_subjects(*, generation: int, subjects: Iterable[Subject]) -> None:
    """Write whom the record knows; what was written of this generation before is written anew."""
    for model in (SubjectRow, SubjectTeam, SubjectWord):
        _delete(model, model.objects.filter(generation=generation))
    rows: list[SubjectRow] = []
    found: list[Subject] = []
    teams: list[SubjectTeam] = []
    for one in subjects:
        rows.append(_subject_row(generation, one))
        found.append(one)
        teams += [
            SubjectTeam(generation=generation, key=one.key, team=team) for team in sorted(one.teams)
        ]
        if len(rows) >= CHUNK:
            _write(rows, teams)
            search.write_words(generation=generation, subjects=found)
            rows, teams, found = [], [], []
    _write(rows, teams)
    search.write_words(generation=generation, subjects=found)


def write_entries(*, generation: int, entries: Iterable[Entry]) -> None:
    """Write one chunk of timelines."""
    rows = [_entry_row(generation, entry) for entry in entries]
    with transaction.atomic():
        TimelineEntry.objects.bulk_create(rows, batch_size=500)


def last_written(*, generation: int) -> str:
    """Tell the id of the last entry that is written of a generation; "" for none."""
    # By the order they were written in: the record and a database need not sort texts alike.
    last = TimelineEntry.objects.filter(generation=generation).order_by("-pk").first()
    return last.entry_id if last else ""


def show(*, generation: int, team_sizes: Mapping[str, int]) -> None:
    """Show a generation from now on, unless a later one is shown already."""
    if Shown.objects.filter(generation__gt=generation).exists():
        return
    Shown.objects.update_or_create(
        only=True, defaults={"generation": generation, "team_sizes": dict(team_sizes)}
    )


def sweep(*, keep: int) -> None:
    """Delete the generations before one, a chunk at a time; a later one may be in the making."""
    for model in LAID_OUT:
        _delete(model, model.objects.filter(generation__lt=keep))


def forget_entries(*, generation: int) -> None:
    """Delete what is written of a generation's timelines, to write it anew."""
    _delete(TimelineEntry, TimelineEntry.objects.filter(generation=generation))


def _write(rows: list[SubjectRow], teams: list[SubjectTeam]) -> None:
    with transaction.atomic():
        SubjectRow.objects.bulk_create(rows, batch_size=500)
        SubjectTeam.objects.bulk_create(teams, batch_size=500)


def _delete(model: type[models.Model], rows: "models.QuerySet[models.Model]") -> None:
    while chunk := list(rows.values_list("pk", flat=True)[:500]):
        model._default_manager.filter(pk__in=chunk).delete()


def _subject_row(generation: int, one: Subject) -> SubjectRow:
    facts = [[name, None if cell is None else str(cell)] for name, cell in one.facts.items()]
    return SubjectRow(
        generation=generation,
        key=one.key,
        noun=one.noun,
        name=one.name[:300],
        facts=facts,
        owner_id=one.owner_id,
    )


def _entry_row(generation: int, one: Entry) -> TimelineEntry:
    return TimelineEntry(
        generation=generation,
        happened_at=one.happened_at,
        entry_id=one.entry_id[:400],
        side=one.side,
        noun=one.noun,
        kind=one.kind[:100],
        about=one.about[:300],
        detail=one.detail[:300],
        member_id=one.member_id,
        member_name=one.member_name[:200],
        member_team=one.member_team,
        person_key=one.person_key,
        account_key=one.account_key,
        deal_key=one.deal_key,
    )
