"""Which matches are worth a person's look: what is in doubt, what contradicts, what may be one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sameroom.record import cards
from sameroom.record.cards import Card
from sameroom.record.timeline import Asking

MOST = 1_000  # of one kind that nobody has spoken of: what is beyond comes once these are decided
AT_ONCE = 500  # references asked for in one question
LOOKED_AT = 5_000  # rows of an answer at once

JOINED = """
select i.noun, i.entity_id as ref, i.ref as other, i.rule, i.evidence,
    a.name as name, b.name as other_name
from identity as i
inner join {noun} as a on a.id = i.entity_id
inner join {noun} as b on b.id = i.ref
where i.noun = '{noun}' and i.rule in ('same email', 'same domain', 'same name', 'probable match')
    and lower(trim(a.name)) <> lower(trim(b.name))
order by i.entity_id, i.ref
"""
NAMESAKES = """
select 'person' as noun, least.person_id as ref, w.person_id as other
from who_person as w
inner join (
    select account_id, lower(trim(name)) as bare, min(person_id) as person_id
    from who_person where account_id is not null and name is not null and row_count > 0
    group by account_id, lower(trim(name)) having count(*) > 1
) as least on least.account_id = w.account_id and least.bare = lower(trim(w.name))
where w.person_id <> least.person_id and w.row_count > 0
order by least.person_id, w.person_id
"""
SAME_NAME = """
select 'account' as noun, least.account_id as ref, w.account_id as other
from who_account as w
inner join (
    select lower(trim(name)) as bare, min(account_id) as account_id
    from who_account where name is not null and row_count > 0
    group by lower(trim(name)) having count(*) > 1
) as least on least.bare = lower(trim(w.name))
where w.account_id <> least.account_id and w.row_count > 0
order by least.account_id, w.account_id
"""
LEADS = """
select 'account' as noun, l.own_account_id as other, w.account_id as ref,
    count(*) as leads
from who_lead as l
inner join who_person as w on w.person_id = l.person_id
where l.own_account_id is not null and w.account_id is not null
    and l.own_account_id <> w.account_id
group by l.own_account_id, w.account_id
order by count(*) desc, l.own_account_id, w.account_id
"""


class Kind(StrEnum):
    """Why a pair is worth a look."""

    DOUBT = "doubt"  # a probable match that is not sure enough
    CONTRADICTS = "contradicts"  # joined, and the names differ
    ALIKE = "alike"  # not joined, and the names are the same
    ASKED = "asked"  # somebody put them side by side
    LEAD = "lead"  # a lead names one company, its person's is another
    DECIDED = "decided"  # somebody said something about it


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that the search for probable matches left to a person."""

    noun: str
    left: str
    right: str
    probability: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that are one, or not.

    Args:
        is_joined: whether they are taken for one now.
        likelihood: how sure the search is; None where a rule speaks.
        evidence: what it goes by: the rule, the value it goes by, or how many leads.
    """

    noun: str
    left: Card
    right: Card
    kind: Kind
    is_joined: bool
    likelihood: float | None = None
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name the pair: the same in each reading of the record."""
        return key_of(noun=self.noun, left=self.left.ref, right=self.right.ref)


def key_of(*, noun: str, left: str, right: str) -> str:
    """Name a pair, whichever of the two comes first; nothing can be read from it."""
    first, second = sorted((left, right))
    return sha256(f"{noun}\0{first}\0{second}".encode()).hexdigest()[:20]


def are_far_apart(*, one: str, other: str) -> bool:
    """Tell whether two names have no word of more than two letters in common."""
    return not (_words(one) & _words(other))


def _words(name: str) -> set[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return {word for word in plain.split() if len(word) > 2}


@dataclass(frozen=True, slots=True)
class Queue:
    """The pairs that are worth a look, and how many more there are.

    Args:
        pairs: so many of each kind that nobody has spoken of, and all that somebody has.
        beyond: how many more of a kind come once these are decided.
    """

    pairs: tuple[Pair, ...]
    beyond: Mapping[str, int]


def get_queue(
    *, engine: Asking, doubts: Sequence[Doubt] = (), decided: Iterable[tuple[str, str, str]] = ()
) -> Queue:
    """Get the pairs that are worth a look, what contradicts itself first.

    Args:
        engine: where the record is asked.
        doubts: what the search for probable matches left to a person.
        decided: noun and references of pairs on which somebody has spoken; they are told too, and
            take nobody's place.
    """
    seats = _Seats(decided)
    for rows in _asked(engine, doubts):
        seats.give(rows)
    seats.give_decided()
    found = seats.found
    by_ref = {noun: _cards(engine, noun, found) for noun in cards.ROWS}
    entities = _entities(engine, _refs(found))
    return Queue(tuple(_pair(one, by_ref, entities) for one in found), dict(seats.beyond))


Told = tuple[str, str, str]  # the noun and both references, in order
Found = tuple[str, str, str, Kind, float | None, tuple[str, ...]]


class _Seats:
    """Gives each kind's pairs their places: what somebody has spoken of takes none of another's."""

    def __init__(self, decided: Iterable[Told]) -> None:
        self._decided = {_told(*one): one for one in decided}
        self._taken: set[Told] = set()
        self.found: list[Found] = []
        self.beyond: Counter[str] = Counter()

    def give(self, rows: Iterable[Found]) -> None:
        """Take the first of what one question has found."""
        left = MOST
        for one in rows:
            told = _told(*one[:3])
            if told in self._taken:
                continue
            is_open = told not in self._decided
            if is_open and not left:
                self.beyond[str(one[3])] += 1
                continue
            left -= is_open
            self._taken.add(told)
            self.found.append(one)

    def give_decided(self) -> None:
        """Take what somebody has spoken of and no question finds any more."""
        for told, one in self._decided.items():
            if told not in self._taken:
                self.found.append((*one, Kind.DECIDED, None, ()))


def _told(noun: str, left: str, right: str) -> Told:
    first, second = sorted((left, right))
    return noun, first, second


def _asked(engine: Asking, doubts: Sequence[Doubt]) -> Iterator[Iterator[Found]]:
    """Ask each question, and give what it finds that is worth a look, however much that is."""
    for noun in cards.ROWS:
        yield _contradictions(engine, noun)
    yield _in_doubt(engine, doubts)
    yield (
        ("account", row["ref"], row["other"], Kind.LEAD, None, (str(row["leads"]),))
        for row in _rows(engine, LEADS)
    )
    for question in (SAME_NAME, NAMESAKES):
        yield (
            (row["noun"], row["ref"], row["other"], Kind.ALIKE, None, ())
            for row in _rows(engine, question)
        )


def _rows(engine: Asking, question: str) -> Iterator[dict[str, Any]]:  # Any: a cell
    for part in engine.ask(question).to_batches(max_chunksize=LOOKED_AT):
        yield from part.to_pylist()


def _contradictions(engine: Asking, noun: str) -> Iterator[Found]:
    for row in _rows(engine, JOINED.format(noun=noun)):
        if are_far_apart(one=row["name"], other=row["other_name"]):
            evidence = (row["rule"] or "", row["evidence"] or "")
            yield noun, row["ref"], row["other"], Kind.CONTRADICTS, None, evidence


def _in_doubt(engine: Asking, doubts: Sequence[Doubt]) -> Iterator[Found]:
    """Give the doubts that nothing has settled since."""
    entities = _entities(engine, {ref for one in doubts for ref in (one.left, one.right)})
    for one in doubts:
        if not _are_joined(entities, one.noun, one.left, one.right):
            yield one.noun, one.left, one.right, Kind.DOUBT, one.probability, (one.evidence,)


def _are_joined(entities: Mapping[tuple[str, str], str], noun: str, one: str, other: str) -> bool:
    return entities.get((noun, one), one) == entities.get((noun, other), other)


def _pair(
    one: Found, by_ref: Mapping[str, Mapping[str, Card]], entities: Mapping[tuple[str, str], str]
) -> Pair:
    noun, left, right, kind, likelihood, evidence = one
    first, second = sorted((left, right))
    return Pair(
        noun=noun,
        left=by_ref[noun].get(first) or cards.bare(first),
        right=by_ref[noun].get(second) or cards.bare(second),
        kind=kind,
        is_joined=_are_joined(entities, noun, first, second),
        likelihood=likelihood,
        evidence=evidence,
    )


def _refs(found: Iterable[Found]) -> set[str]:
    return {ref for one in found for ref in one[1:3]}


def _cards(engine: Asking, noun: str, found: Sequence[Found]) -> dict[str, Card]:
    refs = sorted({ref for one in found if one[0] == noun for ref in one[1:3]})
    told: dict[str, Card] = {}
    for first in range(0, len(refs), AT_ONCE):
        named = ", ".join(_quoted(ref) for ref in refs[first : first + AT_ONCE])
        for row in engine.ask(f"{cards.ROWS[noun]} where r.id in ({named})").to_pylist():
            told[row["ref"]] = cards.make(noun=noun, row=row)
    return told


def _entities(engine: Asking, asked_of: Iterable[str]) -> dict[tuple[str, str], str]:
    refs = sorted(asked_of)
    told: dict[tuple[str, str], str] = {}
    for first in range(0, len(refs), AT_ONCE):
        named = ", ".join(_quoted(ref) for ref in refs[first : first + AT_ONCE])
        asked = f"select noun, ref, entity_id from identity where ref in ({named})"
        rows = engine.ask(asked).to_pylist()
        told |= {(row["noun"], row["ref"]): row["entity_id"] for row in rows}
    return told


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
