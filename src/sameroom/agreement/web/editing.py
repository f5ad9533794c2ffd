"""Changing a clause of a draft: checked, and never over what somebody else changed meanwhile."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sameroom import agreement
from sameroom.agreement import writing
from sameroom.agreement.answering import answer
from sameroom.agreement.web.models import ClauseWork, State, Version
from sameroom.agreement.web.operations import NotThatFarError, note
from sameroom.errors import SameroomError
from sameroom.webkit import audit
from sameroom.webkit.audit import Actor


class ClauseWrongError(SameroomError):
    """What was typed cannot stand. `errors` says why, by the name of the field; "" is the whole."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(_("Some of it cannot stand like this."), remedy="")


class ClauseStaleError(SameroomError):
    """Somebody else changed the clause since it was opened."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this clause since you opened it."), remedy="")


def save_clause(
    *, number: int, clause: str, typed_in: Mapping[str, str], seen: int, reason: str, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Save what was typed into the form of a clause.

    Args:
        seen: the revision of the clause that the form showed.

    Raises:
        ClauseWrongError: when something typed cannot stand; nothing is changed.
        ClauseStaleError: when somebody else saved the clause since; nothing is changed.
        NotThatFarError: when the version is no draft any more.
    """
    with transaction.atomic():
        draft = _draft(number)
        work = ClauseWork.objects.filter(version=draft, clause=clause).first()
        if (work.revision if work else 0) != seen:
            raise ClauseStaleError
        stated = writing.raw_clause(text=draft.text, clause=clause)
        got = answer(clause=clause, stated=stated, typed_in=typed_in)
        if got.errors:
            raise ClauseWrongError(got.errors)
        put(draft=draft, clause=clause, value=got.value, reason=reason, evidence={}, by=by, now=now)


def put(
    *, draft: Version, clause: str, value: Any, reason: str, evidence: dict[str, str],
    by: Actor | None, now: datetime,
) -> None:  # fmt: skip  # Any: a YAML value
    """Change a clause of a draft, in the caller's transaction.

    Raises:
        ClauseWrongError: when it cannot stand beside the other clauses.
        NotThatFarError: when somebody changed the draft meanwhile.
    """
    if errors := errors_of(before=draft.text, clause=clause, value=value):
        raise ClauseWrongError(errors)
    text = writing.change(text=draft.text, clause=clause, value=value)
    same = Version.objects.filter(pk=draft.pk, state=State.DRAFT, revision=draft.revision)
    if not same.update(text=text, revision=draft.revision + 1):
        raise NotThatFarError
    note(version=draft, clause=clause, reason=reason, evidence=evidence, by=by, now=now)
    audit.record("clause.changed", at=now, by=by, subject=draft.number, details={"clause": clause})


def _draft(number: int) -> Version:
    draft = Version.objects.select_for_update().filter(number=number, state=State.DRAFT).first()
    if draft is None:
        raise NotThatFarError
    return draft


def errors_of(*, before: str, clause: str, value: Any) -> dict[str, list[str]]:  # Any: YAML
    """Tell what would be wrong in a clause that says this, or become wrong elsewhere by it."""
    text = writing.change(text=before, clause=clause, value=value)
    old = {(one.key, one.what) for one in _problems(before)}
    errors: dict[str, list[str]] = {}
    for one in _problems(text):
        is_here = one.key.partition(".")[0] == clause
        if is_here or (one.key, one.what) not in old:
            errors.setdefault(one.key, []).append(f"{one.what} {one.remedy}".strip())
    return errors


def _problems(text: str) -> tuple[agreement.Problem, ...]:
    try:
        agreement.parse(text=text)
    except agreement.AgreementWrongError as error:
        return error.problems
    return ()
