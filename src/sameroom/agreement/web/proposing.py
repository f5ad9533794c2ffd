"""A draft from what a measure told: one clause changed, with its reason and its evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sameroom.agreement import writing
from sameroom.agreement.web import disk, editing
from sameroom.agreement.web.models import State, Version
from sameroom.agreement.web.operations import begin_draft
from sameroom.agreement.web.queries import agreed_of
from sameroom.engines.catalog import get_measure
from sameroom.errors import SameroomError
from sameroom.measure import Measure
from sameroom.room.web import api as room
from sameroom.webkit.audit import Actor


class NothingProposedError(SameroomError):
    """What was told is not enough to propose anything."""

    def __init__(self) -> None:
        super().__init__(
            _("What is on record is not enough to propose anything."),
            remedy=_("The reading says what is missing."),
        )


def find_measure(*, name: str) -> Measure | None:
    """Find a measure by its name."""
    try:
        return get_measure(name).measure
    except KeyError:
        return None


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that could be begun: the text it begins from, its clause as proposed, and why.

    Args:
        based_on: the number of the version in force that the text is of; None of the file's.
    """

    text: str
    based_on: int | None
    clause: str
    value: Any  # Any: a YAML value
    reason: str
    shown: room.Shown


def find_ready(*, measure: Measure) -> Ready | None:
    """Find what a measure proposes, from what it told last, where a draft of it could stand."""
    if measure.proposes is None:
        return None
    shown = room.find_shown(measure=measure.name)
    proposed = measure.proposes.make(shown.told) if shown else None
    base = _find_base() if proposed else None
    if shown is None or proposed is None or base is None:
        return None
    (text, based_on), clause = base, measure.proposes.clause
    if measure.proposes.fit:
        now_is = getattr(agreed_of(text).clauses, clause)
        proposed = measure.proposes.fit(proposed, now_is)
    value = _beside(text, clause, proposed.value)
    if editing.errors_of(before=text, clause=clause, value=value):
        return None
    return Ready(text, based_on, clause, value, proposed.reason, shown)


def propose_from(*, measure: str, by: Actor, now: datetime) -> tuple[int, str]:
    """Make a draft of the version in force, or of the file, with one clause as measured.

    Returns:
        The number of the draft and the clause.

    Raises:
        NothingProposedError: when the measure proposes nothing now, or nothing that could stand.
    """
    card = find_measure(name=measure)
    ready = find_ready(measure=card) if card else None
    if card is None or ready is None:
        raise NothingProposedError
    evidence = {
        "measure": card.name,
        "question": card.question,
        "agreement_version": ready.shown.agreement_version,
        "as_of": ready.shown.ends_at.isoformat(),
    }
    with transaction.atomic():
        number = begin_draft(text=ready.text, by=by, now=now, based_on=ready.based_on)
        draft = Version.objects.get(number=number)
        editing.put(
            draft=draft, clause=ready.clause, value=ready.value, reason=ready.reason,
            evidence=evidence, by=by, now=now,
        )  # fmt: skip
    return number, ready.clause


def _find_base() -> tuple[str, int | None] | None:
    """Find the text that a draft begins from, and its version; None of a file that is wrong."""
    base = Version.objects.filter(state=State.IN_FORCE).first()
    if base is not None:
        return base.text, base.number
    found = disk.look(wanted=None, is_written=False)
    return None if found.problems else (found.text, None)


def _beside(text: str, clause: str, value: Any) -> Any:  # Any: YAML values
    """Put what is proposed beside all else that the clause says; a list stands for itself."""
    return _merged(writing.raw_clause(text=text, clause=clause), value)


def _merged(stated: Any, value: Any) -> Any:  # Any: YAML values
    if not isinstance(stated, dict) or not isinstance(value, dict):
        return value
    return {**stated, **{key: _merged(stated.get(key), item) for key, item in value.items()}}
