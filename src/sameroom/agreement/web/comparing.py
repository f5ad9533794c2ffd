"""The page on which two versions stand beside each other."""

from dataclasses import dataclass

from sameroom.agreement import asking, compare
from sameroom.agreement.web.queries import MOST, Line, agreed_of, line_of, list_versions, title_of
from sameroom.room.web.api import Cost, list_costs


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """What two versions say differently in one clause."""

    title: str
    changes: tuple[compare.Change, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions beside each other."""

    versions: tuple[Line, ...]
    before: Line | None
    after: Line | None
    changed: tuple[ChangedClause, ...]
    same: int
    costs: tuple[Cost, ...] = ()  # of what is apart, while nothing changes


def get_compare_page(*, before: int | None, after: int | None) -> ComparePage:
    """Get what two versions say differently; without numbers, the two latest."""
    versions = list(list_versions()[:MOST])
    by_number = {one.number: one for one in versions}
    latest = versions[0] if versions else None
    new = by_number.get(after or 0, latest)
    base = new.based_on if new else None
    old = by_number.get(before or 0, base or (versions[1] if len(versions) > 1 else latest))
    changes = (
        compare.compare(before=agreed_of(old.text), after=agreed_of(new.text))
        if old and new
        else ()
    )
    by_clause: dict[str, list[compare.Change]] = {}
    for change in changes:
        by_clause.setdefault(change.clause, []).append(change)
    lines = {one.number: line_of(one) for one in versions}
    return ComparePage(
        versions=tuple(lines.values()),
        before=lines.get(old.number) if old else None,
        after=lines.get(new.number) if new else None,
        changed=tuple(
            ChangedClause(title_of(key), tuple(found)) for key, found in by_clause.items()
        ),
        same=len(asking.list_clauses()) - len(by_clause),
        costs=list_costs(),
    )
