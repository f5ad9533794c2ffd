"""Goes past the rules: what people decided, then probable matches, with the reason of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sameroom.record import decisions
from sameroom.record.decisions import Decided, Decision
from sameroom.record.graph import Labels, label
from sameroom.record.linkage import Linked, Wanted
from sameroom.record.subjects import Subjects

PROBABLE = "probable match"
DECIDED = "decided by a person"
REVIEW = pa.schema(
    [(name, pa.string()) for name in
     ("noun", "left origin", "left id", "right origin", "right id", "decision")]
    + [("probability", pa.float64())]
    + [(name, pa.string()) for name in ("reason", "evidence", "left says", "right says")]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked past the rules.

    Args:
        decisions: what people decided.
        link: whether probable matches are looked for.
        error: the share of them that may be false.
    """

    decisions: Sequence[Decision]
    link: bool
    error: float

    def is_idle(self, noun: str) -> bool:
        """Tell whether the rules alone decide."""
        return not self.link and not any(one.noun == noun for one in self.decisions)


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of the references of a noun.

    Args:
        labels: a number a reference; the same number stands for the same.
        rules, evidence: why a reference was joined; null where the rules say why.
        review: pairs that a person should decide.
        remarks: decisions that contradict one another.
    """

    labels: Labels
    rules: pa.Array
    evidence: pa.Array
    review: pa.Table
    remarks: tuple[str, ...]

    def explained(self, rule: pa.Array, evidence: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Put these reasons in place of the rules' where there are any."""
        there = pc.is_valid(self.rules)
        return (
            pc.if_else(there, self.rules, rule),
            pc.if_else(there, self.evidence, evidence),
        )


def nothing_to_review() -> pa.Table:
    """Give a list to review with nothing on it."""
    return REVIEW.empty_table()


def match(*, noun: str, found: Subjects, labels: Labels, wish: Wish) -> Matched:
    """Carry out the decisions about a noun, then join what is probable.

    Args:
        noun: account or person.
        found: the references.
        labels: what the rules joined.
        wish: what is asked.
    """
    order = np.lexsort((_places(found.refs), found.rank))
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    refs = found.refs.take(pa.array(order)).to_pylist()
    units = label(refs=found.refs, links=[found.merged_into])
    decided = decisions.carry_out(
        refs=refs,
        labels=labels[order],
        units=units[order],
        decisions=[one for one in wish.decisions if one.noun == noun],
    )
    before = decided.labels[back]
    apart = [(int(order[one]), int(order[other])) for one, other in decided.apart]
    linked = _linked(noun, found, before, apart, wish) if wish.link else None
    after = linked.labels if linked else before
    rules, evidence = _reasons(found, decided, order, linked, before)
    review = _review(noun, found, linked) if linked else nothing_to_review()
    return Matched(after, rules, evidence, review, tuple(decided.remarks))


def _places(refs: pa.Array) -> Labels:
    place = np.empty(len(refs), dtype=np.int64)
    place[pc.sort_indices(refs).to_numpy()] = np.arange(len(refs))
    return place


def _linked(
    noun: str, found: Subjects, labels: Labels, apart: list[tuple[int, int]], wish: Wish
) -> Linked | None:
    from sameroom.record import probable  # slow to load, and most imports never need it
    from sameroom.record.linkage import require

    require()
    by = probable.people if noun == "person" else probable.accounts
    return by(found=found, labels=labels, apart=apart, wanted=Wanted(error=wish.error))


def _reasons(
    found: Subjects, decided: Decided, order: Labels, linked: Linked | None, before: Labels
) -> tuple[pa.Array, pa.Array]:
    """Say, for references joined past the rules, by what: the partner, how sure, what agreed."""
    size = len(found.refs)
    rules: list[str | None] = [None] * size
    evidence: list[str | None] = [None] * size
    if linked:
        _probable_reasons(found, linked, before, rules, evidence)
    for at, partner in enumerate(decided.partner.tolist()):
        if partner >= 0:
            rules[order[at]] = DECIDED
            evidence[order[at]] = found.refs[int(order[partner])].as_py()
    return pa.array(rules, pa.string()), pa.array(evidence, pa.string())


def _probable_reasons(
    found: Subjects,
    linked: Linked,
    before: Labels,
    rules: list[str | None],
    evidence: list[str | None],
) -> None:
    pairs = linked.pairs.filter(linked.pairs.column("taken")).sort_by(
        [("weight", "ascending"), ("left", "ascending"), ("right", "ascending")]
    )
    for pair in pairs.to_pylist():
        left, right = pair["left"], pair["right"]
        if linked.labels[left] != linked.labels[right] or before[left] == before[right]:
            continue
        sure = f"{pair['probability']:.2%} likely, weight {pair['weight']:+.1f}"
        for one, other in ((left, right), (right, left)):
            rules[one] = PROBABLE
            evidence[one] = f"{found.refs[other].as_py()}: {sure}: {pair['evidence']}"


def _review(noun: str, found: Subjects, linked: Linked) -> pa.Table:
    """List what is in doubt: likely but not taken, or taken and refused by the group."""
    pairs = linked.pairs
    left, right = pairs.column("left").to_numpy(), pairs.column("right").to_numpy()
    rows = found.is_row
    open_still = (linked.labels[left] != linked.labels[right]) & rows[left] & rows[right]
    kept = pairs.filter(pa.array(open_still)).sort_by(
        [("probability", "descending"), ("left", "ascending"), ("right", "ascending")]
    )
    listed = []
    for pair in kept.to_pylist():
        one, other = (found.refs[pair[side]].as_py() for side in ("left", "right"))
        refused = "the rest of the group speaks against it" if pair["taken"] else "not sure enough"
        listed.append(
            {
                "noun": noun, "decision": "", "probability": round(pair["probability"], 4),
                "reason": refused, "evidence": pair["evidence"],
                "left says": _says(found, pair["left"]), "right says": _says(found, pair["right"]),
                **dict(zip(("left origin", "left id"), one.split(":", 1), strict=True)),
                **dict(zip(("right origin", "right id"), other.split(":", 1), strict=True)),
            }
        )  # fmt: skip
    return pa.Table.from_pylist(listed, schema=REVIEW)


SAID = ("full_name", "very_name", "email", "domain", "phone", "company", "country")


def _says(found: Subjects, at: int) -> str:
    told = (found.known[name][at].as_py() for name in SAID if name in found.known)
    return ", ".join(text for text in told if text)
