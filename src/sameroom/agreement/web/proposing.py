"""A draft from what a measure told: one clause changed, with its reason and its evidence."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sameroom.agreement import writing
from sameroom.agreement.web import editing
from sameroom.agreement.web.models import State, Version
from sameroom.agreement.web.operations import NotThatFarError, begin_draft
from sameroom.engines.catalog import get_measure
from sameroom.errors import SameroomError
from sameroom.measure import Measure, Proposed
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


def find_proposed(*, measure: Measure) -> tuple[Proposed, room.Shown] | None:
    """Find what a measure proposes, from what it told last."""
    if measure.proposes is None:
        return None
    shown = room.find_shown(measure=measure.name)
    proposed = measure.proposes.make(shown.told) if shown else None
    return (proposed, shown) if proposed and shown else None


def propose_from(*, measure: str, by: Actor, now: datetime) -> tuple[int, str]:
    """Make a draft of the version in force, or of the file, with one clause as measured.

    Returns:
        The number of the draft and the clause.

    Raises:
        NothingProposedError: when the measure proposes nothing now.
    """
    card = find_measure(name=measure)
    found = find_proposed(measure=card) if card else None
    if card is None or card.proposes is None or found is None:
        raise NothingProposedError
    proposed, shown = found
    clause = card.proposes.clause
    evidence = {
        "measure": card.name,
        "question": card.question,
        "agreement_version": shown.agreement_version,
        "as_of": shown.ends_at.isoformat(),
    }
    with transaction.atomic():
        number = _begin(by, now)
        draft = Version.objects.get(number=number)
        editing.put(
            draft=draft, clause=clause, value=_beside(draft.text, clause, proposed.value),
            reason=proposed.reason, evidence=evidence, by=by, now=now,
        )  # fmt: skip
    return number, clause


def _beside(text: str, clause: str, value: Any) -> Any:  # Any: YAML values
    """Put what is proposed beside all else that the clause says; a list stands for itself."""
    return _merged(writing.raw_clause(text=text, clause=clause), value)


def _merged(stated: Any, value: Any) -> Any:  # Any: YAML values
    if not isinstance(stated, dict) or not isinstance(value, dict):
        return value
    return {**stated, **{key: _merged(stated.get(key), item) for key, item in value.items()}}


def _begin(by: Actor, now: datetime) -> int:
    from sameroom.agreement.web import disk

    base = Version.objects.filter(state=State.IN_FORCE).first()
    if base is not None:
        return begin_draft(text=base.text, by=by, now=now, based_on=base.number)
    found = disk.look(wanted=None, is_written=False)
    if found.problems:
        raise NotThatFarError
    return begin_draft(text=found.text, by=by, now=now)
