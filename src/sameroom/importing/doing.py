"""Plan and run an import: the two calls that a command or a notebook makes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sameroom.connectors.mapping import Proposal
from sameroom.engines.disk import told_plainly
from sameroom.engines.store import NoSuchStoreError, Snapshot, Store
from sameroom.errors import SameroomError
from sameroom.importing import forgetting
from sameroom.importing.dates import is_zone
from sameroom.importing.error_files import write_error_files
from sameroom.importing.folded import write_folded
from sameroom.importing.identities import MATCHES, Matching
from sameroom.importing.limits import Limits
from sameroom.importing.planning import list_missing, plan_of, with_words
from sameroom.importing.plans import Outcome, Plan
from sameroom.importing.preparing import Progress, Wishes, prepared, silent
from sameroom.importing.recognising import (
    RATES,
    Recall,
    nothing,
    proposer,
    ruler,
    setting_file,
)
from sameroom.importing.upkeep import keep_small
from sameroom.importing.writing import error_folder, last_run, write

CODE = re.compile("[A-Za-z]{3}")  # ISO 4217


def plan(
    *,
    folder: Path,
    now: datetime,
    store: Path | None = None,
    mapping: Path | None = None,
    mapping_out: Path | None = None,
    rates: Path | None = None,
    currency: str = "",
    zone: str = "UTC",
    origin: str = "",
    limits: Limits | None = None,
    progress: Progress = silent,
    recall: Recall = nothing,
    errors: Path | None = None,
) -> Plan:
    """Say what importing a folder would do. Nothing is written, but the proposed mapping.

    Args:
        folder: the folder of exports, or one file.
        now: the present instant.
        store: the record to compare with; it need not exist.
        mapping: a mapping file; by default `mapping.toml` in the folder, if there is one.
        mapping_out: where to write the proposed mapping; None for nowhere.
        rates: a rates file; by default `rates.csv` in the folder, if there is one.
        currency: the company's currency; by default the one most amounts are stated in.
        zone: the time zone of instants that do not state theirs.
        origin: the system's name for files that no card knows.
        limits: what is too much.
        progress: told what is being done.
        recall: what people said of files like these before, where there is no mapping file.
        errors: where to write the error files; None for nowhere.

    Raises:
        SameroomError: when the folder, the mapping, the rates or the zone cannot be used.
    """
    wishes = replace(
        _wishes(folder, now, mapping, rates, currency, zone, origin, limits or Limits(), progress),
        propose=proposer(folder=folder, mapping=mapping, origin=origin, recall=recall),
    )
    with (
        told_plainly(where=store or folder),
        _looking(store) as snapshot,
        prepared(wishes=wishes, snapshot=snapshot) as found,
    ):
        if errors is not None:
            write_error_files(found.connection, sheets=found.sheets, folder=errors)
        missing = tuple(list_missing(prepared=found, snapshot=snapshot))
        planned = with_words(plan=plan_of(prepared=found), prepared=found)
        planned = replace(planned, missing=missing)
        if mapping_out is None:
            return planned
        _write_mapping(found.proposal, mapping_out)
        return replace(planned, mapping_file=str(mapping_out))


def run(
    *,
    folder: Path,
    now: datetime,
    store: Path,
    mapping: Path | None = None,
    rates: Path | None = None,
    currency: str = "",
    zone: str = "UTC",
    origin: str = "",
    errors: Path | None = None,
    matches: Path | None = None,
    link: bool | None = None,
    link_error: float | None = None,
    limits: Limits | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Import a folder: what the record lacks goes in as one run, what is wrong into error files.

    Args:
        folder, now, mapping, rates, currency, zone, origin, limits, progress: as for `plan`.
        store: the record; it is made when it does not exist.
        errors: the folder of the error files; by default one in the store.
        matches: people's decisions about matches; by default `matches.csv` in the folder, if
            there is one. What was decided once holds in every later import.
        link: whether probable matches are looked for (needs `sameroom[linkage]`); by default as
            in the last import, and not in the first.
        link_error: the share of the probable matches that may be false; at first 0.01.

    Raises:
        SameroomError: when the folder, the mapping, the rates, the decisions or the zone cannot be
            used, or probable matches are wanted and splink is not installed.
        StoreBusyError: when somebody else is writing.
        DiskError: when the disk is full, or the record may not be written to.
    """
    wishes = _wishes(
        folder, now, mapping, rates, currency, zone, origin, limits or Limits(), progress
    )
    decided = setting_file(folder=folder, chosen=matches, usual=MATCHES)
    matching = Matching(decisions=decided, link=link, error=link_error)
    with told_plainly(where=store):
        return _run(wishes, store, errors, matching)


def _run(wishes: Wishes, store: Path, errors: Path | None, matching: Matching) -> Outcome:
    record = Store.open(path=store, create=True)
    with record.snapshot() as snapshot, prepared(wishes=wishes, snapshot=snapshot) as found:
        planned = plan_of(prepared=found)
        target = errors or error_folder(store=store, now=wishes.now)
        folds = [file.folded > 0 for file in planned.files]
        some = [sheet for sheet, is_folded in zip(found.sheets, folds, strict=True) if is_folded]
        folded = write_folded(found.connection, sheets=some, folder=target)
        done = write(
            prepared=found,
            plan=planned,
            store=record,
            compared_with=last_run(snapshot),
            matching=matching,
            reviews=target,
        )
        files = write_error_files(found.connection, sheets=found.sheets, folder=target)
    if (store / forgetting.LIST).exists():
        review = [Path(done.review_file)] if done.review_file else []
        forgetting.again(store=store, now=wishes.now, files=[*files, *folded, *review])
    if done.run:
        keep_small(record=record, now=wishes.now)
    return replace(done, error_files=_texts(files), folded_files=_texts(folded))


def _texts(files: list[Path]) -> tuple[str, ...]:
    return tuple(str(file) for file in files)


def _wishes(
    folder: Path,
    now: datetime,
    mapping: Path | None,
    rates: Path | None,
    currency: str,
    zone: str,
    origin: str,
    limits: Limits,
    progress: Progress,
) -> Wishes:
    if not folder.exists():
        raise no_folder(folder)
    if not is_zone(zone):
        raise SameroomError(
            f'"{zone}" is no time zone.', where="zone", remedy="Give one such as Europe/Berlin."
        )
    if currency and not CODE.fullmatch(currency):
        raise SameroomError(
            f'"{currency}" is no currency.',
            where="currency",
            remedy="Give the three letters of its code, such as EUR.",
        )
    return Wishes(
        folder=folder,
        now=now,
        propose=proposer(folder=folder, mapping=mapping, origin=origin),
        rates=setting_file(folder=folder, chosen=rates, usual=RATES),
        currency=currency,
        zone=zone,
        limits=limits,
        progress=progress,
        rule_of=ruler(folder=folder, mapping=mapping),
    )


def no_folder(folder: Path) -> SameroomError:
    """Say that there is no such folder."""
    return SameroomError(
        "There is no such folder or file.",
        where=str(folder),
        remedy="Give the folder that holds the exports of your CRM and marketing tool.",
    )


@contextmanager
def _looking(store: Path | None) -> Iterator[Snapshot | None]:
    """Pin the record, if there is one; a plan makes none."""
    try:
        record = Store.open(path=store) if store else None
    except NoSuchStoreError:
        record = None
    if record is None:
        yield None
        return
    with record.snapshot() as snapshot:
        yield snapshot


def _write_mapping(proposal: Proposal, target: Path) -> None:
    from sameroom.connectors.mapping_writer import write_toml  # slow to load

    target.parent.mkdir(parents=True, exist_ok=True)
    write_toml(proposal=proposal, path=target)
