"""What is evidence that two people, or two companies, are the same; and what never is by itself."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sameroom.record import keys
from sameroom.record.graph import Labels
from sameroom.record.linkage import Field, Judgement, Kind, Linked, Scores, Wanted, link
from sameroom.record.subjects import Subjects

FEWEST_ROWS = 100
"""With fewer rows there is too little to learn from; the rules alone then stand."""
SWITCHBOARD = 3
"""A telephone number of more rows than this is a switchboard's: no evidence for anybody."""

NULL = pa.scalar(None, pa.string())
PEOPLE = (
    Field("given_name", Kind.NAME),
    Field("family_name", Kind.NAME),
    Field("email", Kind.EMAIL),
    Field("phone", Kind.PHONE),
    Field("company", Kind.COMPANY),
    Field("site", Kind.CODE),
    Field("country", Kind.PLACE),
)
ACCOUNTS = (
    Field("name", Kind.COMPANY),
    Field("domain", Kind.CODE),
    Field("phone", Kind.PHONE),
    Field("country", Kind.PLACE),
    Field("region", Kind.PLACE),
)
Flags = NDArray[np.bool_]


def people(
    *, found: Subjects, labels: Labels, apart: Sequence[tuple[int, int]], wanted: Wanted
) -> Linked | None:
    """Link references to people; None when there are too few.

    Args:
        found: the references, gathered with everyone.
        labels: what is joined already.
        apart: places that must not be joined.
        wanted: how sure a match must be.
    """
    given, family = _split_name(found.column("full_name"))
    columns = {
        "given_name": given,
        "family_name": family,
        "email": found.column("email"),
        "phone": _own_phone(found.column("phone")),
        "company": found.column("company"),
        "site": keys.company_domain(found.column("email")),
        "country": found.column("country"),
    }
    return _linked(columns, PEOPLE, found, labels, apart, wanted, _judge_people)


def accounts(
    *, found: Subjects, labels: Labels, apart: Sequence[tuple[int, int]], wanted: Wanted
) -> Linked | None:
    """Link references to accounts, the bare names in leads and deals among them; see `people`."""
    columns = {
        "name": found.column("very_name"),
        "domain": found.column("domain"),
        "phone": _own_phone(found.column("phone")),
        "country": found.column("country"),
        "region": found.column("region"),
    }
    return _linked(columns, ACCOUNTS, found, labels, apart, wanted, _judge_accounts)


def _linked(
    columns: Mapping[str, pa.Array],
    fields: Sequence[Field],
    found: Subjects,
    labels: Labels,
    apart: Sequence[tuple[int, int]],
    wanted: Wanted,
    judge: "Callable[[_Levels], Judgement]",
) -> Linked | None:
    known = [field for field in fields if columns[field.name].null_count < len(found.refs)]
    if len(found.refs) < FEWEST_ROWS or len(known) < 2:
        return None
    origin = pc.fill_null(found.column("origin"), "").dictionary_encode().indices.to_numpy()
    there = {field.name for field in known}
    return link(
        rows=pa.table(dict(columns)),
        fields=known,
        wanted=wanted,
        joined=labels,
        apart=apart,
        judge=lambda scores: judge(_Levels(scores, there, origin, found.is_row)),
    )


def _split_name(names: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Take the first word for the given name, the last for the family's; "Last, First" turned."""
    plain = keys.folded(names)
    turned = pc.replace_substring_regex(plain, r"^([^,]+),\s*(.+)$", r"\2 \1")
    words = pc.replace_substring_regex(turned, r"\b(dr|prof|mr|mrs|ms|herr|frau)\.? ", "")
    given = pc.struct_field(pc.extract_regex(words, r"^(?P<word>\S+) \S"), "word")
    family = pc.struct_field(pc.extract_regex(words, r"(?P<word>\S+)$"), "word")
    return given, family


def _own_phone(phones: pa.Array) -> pa.Array:
    """Leave out numbers that many rows share."""
    digits = pc.utf8_slice_codeunits(pc.replace_substring_regex(phones, r"\D", ""), start=-9)
    counted = pc.value_counts(digits)
    times = counted.field("counts").take(pc.index_in(digits, value_set=counted.field("values")))
    few = pc.and_(pc.less_equal(times, SWITCHBOARD), pc.greater_equal(pc.utf8_length(digits), 6))
    return pc.if_else(pc.fill_null(few, False), digits, NULL)


class _Levels:
    """How compared pairs agree, field by field."""

    def __init__(self, scores: Scores, known: set[str], origin: Labels, is_row: Flags) -> None:
        self._scores = scores
        self._known = known
        self.is_bare: Flags = is_row[scores.left] != is_row[scores.right]
        self.same_system: Flags = origin[scores.left] == origin[scores.right]

    def _level(self, name: str) -> Labels:
        if name in self._known:
            return self._scores.levels[name]
        return np.full(len(self._scores.left), -1, dtype=np.int64)

    def agrees(self, name: str) -> Flags:
        """Tell where both have it and it is alike."""
        found: Flags = self._level(name) > 0
        return found

    def differs(self, name: str) -> Flags:
        """Tell where both have it and it is not alike."""
        found: Flags = self._level(name) == 0
        return found

    def nearly(self, name: str) -> Flags:
        """Tell where both have almost the same."""
        top = max(self._scores.labels[name]) if name in self._known else 2
        found: Flags = self._level(name) >= top - 1
        return found

    def equals(self, name: str) -> Flags:
        """Tell where both have the same."""
        top = max(self._scores.labels[name]) if name in self._known else 1
        found: Flags = self._level(name) == top
        return found


def _judge_people(levels: _Levels) -> Judgement:
    """A name needs a company or an own telephone number beside it.

    Namesakes are many, and the mailbox often is the name: what stands before the @ adds nothing to
    it. Two company domains are two companies; two mailboxes at a mail provider are two people:
    only an own telephone number says otherwise. Slips in an address are left to a person.
    """
    named = levels.agrees("family_name") & ~levels.differs("given_name")
    one_site = levels.equals("site")
    two_sites = (levels.agrees("site") | levels.differs("site")) & ~one_site
    together = levels.agrees("company") & ~two_sites
    allowed = named & (levels.equals("phone") | one_site | together)
    doubtful = named & levels.agrees("email") & ~allowed
    opposed = levels.same_system & levels.differs("email") & levels.differs("family_name")
    return Judgement(allowed, opposed, doubtful)


def _judge_accounts(levels: _Levels) -> Judgement:
    """A name needs a place or a way to reach the company; two domains are two companies.

    A subsidiary has a name like its parent's and a domain of its own: only the very same name, with
    an own telephone number or a domain that differs by a slip, says that both are one. A bare name,
    as leads and deals carry it, has nothing else to go by: it must be almost the same.
    """
    named, same_name = levels.agrees("name"), levels.equals("name")
    telephone, near_site = levels.equals("phone"), levels.agrees("domain")
    two_sites = (near_site | levels.differs("domain")) & ~levels.equals("domain")
    placed = levels.equals("region") | levels.equals("country")
    reached = near_site | telephone | (placed & levels.nearly("name"))
    reached |= levels.is_bare & levels.nearly("name")
    one_after_all = same_name & (telephone | near_site)
    allowed = named & reached & (~two_sites | one_after_all)
    doubtful = named & (near_site | telephone | placed) & ~allowed
    return Judgement(allowed, two_sites & ~one_after_all, doubtful)
