"""What other parts may ask about the agreement."""

from dataclasses import dataclass
from datetime import datetime

from sameroom import agreement
from sameroom.agreement.clauses import Clauses
from sameroom.agreement.web.models import State, Version
from sameroom.agreement.web.operations import stamped


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
    agreed = agreement.parse(text=stamped(version=one, now=one.in_force_at))
    return InForce(one.number, one.label, agreed.version, one.in_force_at, agreed.clauses)
