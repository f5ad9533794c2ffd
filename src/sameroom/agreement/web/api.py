"""What other parts may ask about the agreement, and the way in for one that comes as a file."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sameroom import agreement
from sameroom.agreement import Agreement as Agreement
from sameroom.agreement import compare
from sameroom.agreement.calendar import WorkingTime as WorkingTime
from sameroom.agreement.calendar import working_time as working_time
from sameroom.agreement.clauses import Calendar as Calendar
from sameroom.agreement.clauses import Clauses as Clauses
from sameroom.agreement.clauses import Criterion as Criterion
from sameroom.agreement.reader import text_of
from sameroom.agreement.web import bringing, disk
from sameroom.agreement.web.bringing import Arrived as Arrived
from sameroom.agreement.web.holidays import list_holiday_places as list_holiday_places
from sameroom.agreement.web.holidays import list_holidays as list_holidays
from sameroom.agreement.web.holidays import with_days as with_days
from sameroom.agreement.web.holidays import years_around as years_around
from sameroom.agreement.web.models import State, Version
from sameroom.agreement.web.operations import stamped
from sameroom.agreement.web.queries import agreed_of, claims_of, problems_of, title_of
from sameroom.people.web.models import User
from sameroom.webkit.prepared import Prepared


@dataclass(frozen=True, slots=True)
class InForce:
    """The agreement that both teams signed and that holds now.

    Args:
        number, label: of its version.
        mark: label and mark of what it says, as readings name it.
        since: from when it holds.
        clauses: everything agreed, defaults filled in; the promises among them.
    """

    number: int
    label: str
    mark: str
    since: datetime
    clauses: Clauses


def find_in_force() -> InForce | None:
    """Find the version in force; None while none was signed, or when it was withdrawn."""
    one = Version.objects.filter(state=State.IN_FORCE).first()
    if one is None or one.in_force_at is None:
        return None
    agreed = agreement.parse(text=stamped(version=one, now=one.in_force_at), is_in_force=True)
    return InForce(one.number, one.label, agreed.version, one.in_force_at, agreed.clauses)


def has_versions() -> bool:
    """Tell whether somebody has begun a version in the room."""
    return Version.objects.exists()


def read_file() -> str | None:
    """Read the record's `agreement.yaml`; None where there is none, what is no text as signs."""
    found = disk.read_bytes()
    return None if found is None else found.decode("utf-8", errors="replace")


def replace_file(*, text: str) -> None:
    """Write the record's `agreement.yaml` in one step, before anybody has begun a version."""
    disk.replace(text=text)


@dataclass(frozen=True, slots=True)
class Unsigned:
    """On what figures stand while no agreement is in force.

    Args:
        is_stated: whether a file states some of it, unsigned.
        draft, label: the version that is worked on; None where there is none.
    """

    is_stated: bool
    draft: int | None
    label: str


def _live() -> "QuerySet[Version, tuple[int, str, str]]":
    states = (State.IN_FORCE, State.PROPOSED, State.SIGNED, State.DRAFT)
    return Version.objects.filter(state__in=states).values_list("number", "label", "state")


_LIVE = Prepared(_live)


def find_unsigned() -> Unsigned | None:
    """Tell on what figures stand while both teams have signed nothing; None once they have."""
    found = sorted(_LIVE(), reverse=True)
    if any(state == State.IN_FORCE for _number, _label, state in found):
        return None
    number, label = found[0][:2] if found else (None, "")
    return Unsigned(is_stated=bool(disk.read_bytes()), draft=number, label=label)


@dataclass(frozen=True, slots=True)
class Side:
    """What one clause of a file says otherwise."""

    title: str
    changes: tuple[compare.Change, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file of an agreement says, beside the version in force.

    Args:
        problems: what of it cannot be read, each with its line and key.
        claims: who, by the file, has signed it; here that counts for nothing.
        beside: the label of the version in force; "" where there is none, and the file stands
            beside the defaults.
        sides: what is said otherwise, clause by clause.
        same: the number of a version that says the same already.
    """

    problems: tuple[str, ...]
    claims: tuple[str, ...]
    beside: str
    sides: tuple[Side, ...]
    same: int | None


def look_into(*, raw: bytes, file: str) -> Looked:
    """Look into a file of an agreement, beside the version in force."""
    try:
        text = text_of(raw=raw, file=file)
    except agreement.AgreementWrongError as error:
        return Looked(tuple(one.text() for one in error.problems), (), "", (), None)
    base = Version.objects.filter(state=State.IN_FORCE).first()
    by_clause: dict[str, list[compare.Change]] = {}
    for one in compare.compare(before=agreed_of(base.text if base else ""), after=agreed_of(text)):
        by_clause.setdefault(one.clause, []).append(one)
    same = bringing.find_same(text=text)
    return Looked(
        problems=tuple(one.text() for one in problems_of(text)),
        claims=claims_of(text),
        beside=base.label if base else "",
        sides=tuple(Side(title_of(key), tuple(found)) for key, found in by_clause.items()),
        same=same.number if same else None,
    )


def bring(
    *, raw: bytes, file: str, name: str, key: str, by_id: int | None, now: datetime
) -> Arrived:
    """Make a draft of a file of an agreement, once for each key; it is never put in force by that.

    Raises:
        AgreementWrongError: when it is no text of an agreement at all.
    """
    text = text_of(raw=raw, file=file)
    by = User.objects.filter(pk=by_id or 0).first()
    return bringing.bring(text=text, name=name, key=key, by=by, now=now)
