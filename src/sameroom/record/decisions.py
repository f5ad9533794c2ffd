"""What people decided about matches: read from `matches.csv`, and carried out before all else.

The file has the columns noun, left origin, left id, right origin, right id, decision. `same` joins
whatever the rules say, `different` keeps apart whatever the rules say.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from sameroom.errors import SameroomError, nearest
from sameroom.record.graph import Labels
from sameroom.record.linkage.clusters import Groups
from sameroom.record.subjects import Ask

COLUMNS = ("noun", "left origin", "left id", "right origin", "right id", "decision")
NOUNS = ("account", "person")
WORDS = ("same", "different")
MOST_TOLD = 20


class MatchesError(SameroomError):
    """A file of decisions cannot be followed; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on two references.

    Args:
        noun: account or person.
        left, right: the references, the smaller first.
        is_same: whether they stand for the same.
    """

    noun: str
    left: str
    right: str
    is_same: bool


def read(*, path: Path) -> list[Decision]:
    """Read a file of decisions; a pair that stands there twice alike counts once.

    Args:
        path: a CSV file with the columns of `COLUMNS`, in any order; other columns are passed over,
            so that a list to review can be filled in and given back. Rows without a decision are
            passed over too.

    Raises:
        MatchesError: with every line that is wrong, and what to do.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, skipinitialspace=True)
            _check_header(path, reader.fieldnames or ())
            told = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as broken:
        raise MatchesError(
            "The file is not CSV in UTF-8.", where=str(path), remedy="Save it as CSV UTF-8."
        ) from broken
    found: dict[tuple[str, str, str], tuple[int, Decision]] = {}
    wrong: list[str] = []
    for line, row in told:
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if not any(cells.values()) or not cells["decision"]:
            continue
        wrong.extend(f"line {line}: {said}" for said in _wrong(cells))
        decision = _decision(cells)
        key = (decision.noun, decision.left, decision.right)
        before = found.setdefault(key, (line, decision))
        if before[1].is_same != decision.is_same:
            wrong.append(f"line {line}: says the opposite of line {before[0]}. Keep one of them.")
    if wrong:
        _refuse(path, wrong)
    return [decision for _, decision in found.values()]


def _check_header(path: Path, header: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        guess = nearest(missing[0], list(header))
        raise MatchesError(
            f"The column {', '.join(missing)} is missing. {guess}".strip(),
            where=f"{path}, line 1",
            remedy=f"The columns are: {', '.join(COLUMNS)}. See docs/guide/matches.md.",
        )


def _wrong(cells: Mapping[str, str]) -> Iterator[str]:
    if cells["noun"].lower() not in NOUNS:
        yield f'noun is "{cells["noun"]}"; write account or person.'
    if cells["decision"].lower() not in WORDS:
        guess = nearest(cells["decision"].lower(), list(WORDS))
        yield f'decision is "{cells["decision"]}"; write same or different. {guess}'.rstrip()
    for side in ("left", "right"):
        for what in ("origin", "id"):
            if not cells[f"{side} {what}"]:
                yield f"{side} {what} is empty; write it as the error files and reports show it."
    left = (cells["left origin"], cells["left id"])
    if left[1] and left == (cells["right origin"], cells["right id"]):
        yield "left and right are the same row."


def _decision(cells: Mapping[str, str]) -> Decision:
    refs = sorted(f"{cells[f'{side} origin']}:{cells[f'{side} id']}" for side in ("left", "right"))
    return Decision(cells["noun"].lower(), refs[0], refs[1], cells["decision"].lower() == "same")


def _refuse(path: Path, wrong: Sequence[str]) -> None:
    more = f" … and {len(wrong) - MOST_TOLD} more." if len(wrong) > MOST_TOLD else ""
    raise MatchesError(
        " ".join(wrong[:MOST_TOLD]) + more,
        where=str(path),
        remedy="Nothing of the file was taken. Mend these lines and import again.",
    )


def as_facts(*, decisions: Sequence[Decision]) -> pa.Table:
    """Lay decisions out as rows of `match_decision`; a later word on a pair replaces an earlier."""
    keys = [f"{one.noun}:{one.left}|{one.right}" for one in decisions]
    return pa.table(
        {
            "id": [f"sameroom:{key}" for key in keys],
            "origin": pa.repeat("sameroom", len(keys)),
            "source_id": pa.array(keys, pa.string()),
            "is_deleted": pa.repeat(False, len(keys)),
            "noun": pa.array([one.noun for one in decisions], pa.string()),
            "left_ref": pa.array([one.left for one in decisions], pa.string()),
            "right_ref": pa.array([one.right for one in decisions], pa.string()),
            "decision": pa.array(
                ["same" if one.is_same else "different" for one in decisions], pa.string()
            ),
        }
    )


def stored(*, ask: Ask) -> list[Decision]:
    """List the decisions on record, in the order of their pairs."""
    found = ask("select noun, left_ref, right_ref, decision from match_decision order by 1, 2, 3")
    return [
        Decision(row["noun"], row["left_ref"], row["right_ref"], row["decision"] == "same")
        for row in found.to_pylist()
    ]


@dataclass(frozen=True, slots=True)
class Decided:
    """Labels after the decisions were carried out.

    Args:
        labels: a number a reference; the same number stands for the same.
        apart: the places of references that must not be joined.
        partner: for each reference that a decision joined, the place of the other; else -1.
        remarks: decisions that contradict others, and what was done.
    """

    labels: Labels
    apart: list[tuple[int, int]]
    partner: Labels
    remarks: list[str]


def carry_out(
    *, refs: Sequence[str], labels: Labels, units: Labels, decisions: Sequence[Decision]
) -> Decided:
    """Split what was decided to be different, then join what was decided to be the same.

    Args:
        refs: the references, each once, the one that names a group before others.
        labels: what the rules joined.
        units: what not even a decision takes apart: rows merged in their own system.
        decisions: those about this noun; references that are not there are passed over.
    """
    at = {ref: place for place, ref in enumerate(refs)}
    known = [one for one in decisions if one.left in at and one.right in at]
    apart = [(at[one.left], at[one.right]) for one in known if not one.is_same]
    same = [(at[one.left], at[one.right]) for one in known if one.is_same]
    partner = np.full(len(refs), -1, dtype=np.int64)
    groups = Groups(labels=_split(labels, units, apart), single=None, apart=apart)
    remarks = []
    for left, right in same:
        one, other = int(groups.of[left]), int(groups.of[right])
        if one == other or groups.may_join(one=one, other=other):
            if one != other:
                groups.join(one=one, other=other)
            partner[left], partner[right] = right, left
        else:
            remarks.append(
                f"{refs[left]} and {refs[right]} were decided to be the same, but that would join "
                "rows decided to be different. They stay apart: change one of the decisions."
            )
    return Decided(groups.of, apart, partner, remarks)


def _split(labels: Labels, units: Labels, apart: Sequence[tuple[int, int]]) -> Labels:
    """Take groups apart that hold two rows decided to differ; the rest stays with the first."""
    torn = {int(labels[one]) for one, other in apart if labels[one] == labels[other]}
    if not torn:
        return labels
    fresh = labels.astype(np.int64).copy()
    following = int(labels.max()) + 1
    for group in sorted(torn):
        members = np.flatnonzero(labels == group)
        parts = Groups(labels=_units_of(units[members]), single=None, apart=_within(apart, members))
        kept: list[int] = []
        for part in sorted(parts.members, key=lambda one: parts.members[one][0]):
            home = next((one for one in kept if parts.may_join(one=one, other=part)), None)
            if home is None:
                kept.append(part)
            else:
                kept[kept.index(home)] = min(home, part)
                parts.join(one=home, other=part)
        for part in kept[1:]:
            fresh[members[parts.members[part]]] = following
            following += 1
    return fresh


def _units_of(units: Labels) -> Labels:
    found: Labels = np.unique(units, return_inverse=True)[1].astype(np.int64)
    return found


def _within(apart: Sequence[tuple[int, int]], members: Labels) -> list[tuple[int, int]]:
    place = {int(row): at for at, row in enumerate(members.tolist())}
    return [(place[a], place[b]) for a, b in apart if a in place and b in place]
