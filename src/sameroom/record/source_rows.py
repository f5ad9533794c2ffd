"""Which rows of exports each company and person is made of, and what joined them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sameroom.record import cards
from sameroom.record.cards import Card
from sameroom.record.timeline import Asking, key_of

# A subject that only a name or an address stands for has no row: it is told of all the same, so
# that it can be joined with another.
MADE_OF = """
with told as ({rows})
select e.{noun}_id as subject_id, i.rule, i.evidence, t.*
from {noun}_entity as e
inner join told as t on t.ref = e.ref
left join identity as i on i.noun = '{noun}' and i.ref = e.ref
where e.{noun}_id is not null
"""
NAMED_ONLY = """
select distinct e.{noun}_id as subject_id
from {noun}_entity as e
left join {noun} as r on r.id = e.{noun}_id
where e.{noun}_id is not null and r.id is null
"""
OWN = "own id"
LOOKED_AT = 5_000  # rows of an answer at once


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of an export that a subject is made of.

    Args:
        key: of the subject, as pages name it.
        card: what the row says.
        rule, evidence: why it is taken for the same, as `identity` has it.
        is_first: whether the subject has its id from it; all others are joined to this one.
    """

    key: str
    noun: str
    card: Card
    rule: str
    evidence: str
    is_first: bool


def list_source_rows(*, engine: Asking) -> Iterator[SourceRow]:
    """List every row of each company and person on record, and what has no row."""
    for noun, rows in cards.ROWS.items():
        for part in engine.ask(NAMED_ONLY.format(noun=noun)).to_batches(max_chunksize=LOOKED_AT):
            for row in part.to_pylist():
                card = cards.bare(row["subject_id"])
                yield _source_row(noun, row["subject_id"], card)
        asked = MADE_OF.format(noun=noun, rows=rows)
        for part in engine.ask(asked).to_batches(max_chunksize=LOOKED_AT):
            for row in part.to_pylist():
                card = cards.make(noun=noun, row=row)
                yield _source_row(
                    noun, row["subject_id"], card, row["rule"] or OWN, row["evidence"] or ""
                )


def _source_row(
    noun: str, subject_id: str, card: Card, rule: str = OWN, evidence: str = ""
) -> SourceRow:
    key = key_of(noun=noun, subject_id=subject_id)
    return SourceRow(key, noun, card, rule, evidence, is_first=card.ref == subject_id)
