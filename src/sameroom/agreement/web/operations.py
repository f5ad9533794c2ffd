"""Everything that changes a version of the agreement: drafted, proposed, signed, ended."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sameroom import agreement
from sameroom.agreement import writing
from sameroom.agreement.web import disk, signing, telling
from sameroom.agreement.web.models import ClauseWork, Signature, Signer, State, Version, Writing
from sameroom.errors import SameroomError
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit, stale
from sameroom.webkit.audit import Actor
from sameroom.webkit.rights import Reader

LIVE = (State.DRAFT, State.PROPOSED, State.SIGNED, State.IN_FORCE)


class NotThatFarError(SameroomError):
    """A version is not where an act would need it to be: somebody was quicker, or it is over."""

    def __init__(self) -> None:
        super().__init__(
            _("This version is not in that state any more: somebody was quicker."),
            remedy=_("Look at it as it is now."),
        )


class MayNotSignError(SameroomError):
    """Somebody may not sign."""

    def __init__(self) -> None:
        super().__init__(
            _("One person of each team signs: its lead, or whom an administrator named."),
            remedy=_("Ask whoever leads your team."),
        )


class SignedForOtherError(SameroomError):
    """Somebody has signed for one team, and would sign for the other one, too."""

    def __init__(self) -> None:
        super().__init__(
            _("You have signed it already, for the other team: two people sign."),
            remedy=_("Ask whoever leads that team."),
        )


class SignedAlreadyError(NotThatFarError):
    """Somebody of the same team has signed."""


class NothingToSignError(SameroomError):
    """A version has problems, so that nobody could follow it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems[0], remedy=_("Mend it in the draft, then propose it."))


def begin_draft(
    *, text: str, by: Actor | None, now: datetime, label: str = "", based_on: int | None = None
) -> int:
    """Begin a draft from a text; gives its number.

    Args:
        text: an `agreement.yaml`, kept to the byte.
        based_on: the number of the version that it is taken from.
    """
    for _again in range(5):
        try:
            with transaction.atomic():
                last = Version.objects.aggregate(last=Max("number"))["last"] or 0
                base = Version.objects.filter(number=based_on).first() if based_on else None
                one = Version.objects.create(
                    number=last + 1, text=text, based_on=base, begun_by_id=by.pk if by else None,
                    begun_at=now, label=label or _("Version %(number)s") % {"number": last + 1},
                )  # fmt: skip
                audit.record("agreement.drafted", at=now, by=by, subject=one.number)
        except IntegrityError:  # somebody took the number meanwhile
            continue
        return int(one.number)
    raise NotThatFarError


def begin_from(*, number: int, by: Actor, now: datetime) -> int:
    """Begin a draft from a version, as its text stands.

    Raises:
        NotThatFarError: when there is no such version.
    """
    base = Version.objects.filter(number=number).first()
    if base is None:
        raise NotThatFarError
    return begin_draft(text=base.text, by=by, now=now, based_on=number)


def begin_from_file(*, by: Actor, now: datetime) -> int:
    """Begin a draft from the file that lies beside the record.

    Raises:
        NotThatFarError: when there is none that is a text.
    """
    found = disk.look(wanted=None, is_written=False)
    if not found.text:
        raise NotThatFarError
    base = Version.objects.filter(state=State.IN_FORCE).values_list("number", flat=True).first()
    return begin_draft(text=found.text, by=by, now=now, based_on=base)


def naming(*, label: str, holds_from: datetime | None) -> dict[str, object]:
    """Tell what a draft is called and from which day it holds, as the page asks it."""
    return {"label": label, "holds_from": holds_from.date() if holds_from else None}


def rename(
    *, number: int, label: str, holds_from: datetime | None, by: Actor, now: datetime,
    seen: str = "",
) -> None:  # fmt: skip
    """Say what a draft is called, and from when it is to hold.

    Args:
        seen: the mark of how it stood when the page was opened.

    Raises:
        NotThatFarError: when it is no draft any more.
        ChangedSinceError: when somebody else changed it since.
    """
    with transaction.atomic():
        drafts = Version.objects.filter(number=number, state=State.DRAFT)
        if one := drafts.select_for_update().first():
            stale.check(seen=seen, values=naming(label=one.label, holds_from=one.holds_from))
        if not drafts.update(label=label, holds_from=holds_from):
            raise NotThatFarError
        audit.record("agreement.renamed", at=now, by=by, subject=number)


def propose(*, number: int, by: Actor, now: datetime) -> None:
    """Propose a draft: from now on nobody edits it, and both teams may sign.

    Raises:
        NothingToSignError: when it cannot be read.
        NotThatFarError: when it is no draft any more.
    """
    with transaction.atomic():
        draft = Version.objects.select_for_update().filter(number=number).first()
        if draft is None or draft.state != State.DRAFT:
            raise NotThatFarError
        if problems := list_problems(text=draft.text):
            raise NothingToSignError(problems)
        same = Version.objects.filter(pk=draft.pk, state=State.DRAFT, revision=draft.revision)
        if not same.update(state=State.PROPOSED, proposed_by_id=by.pk, proposed_at=now):
            raise NotThatFarError
        audit.record("agreement.proposed", at=now, by=by, subject=number)
        telling.tell_proposed(version=draft, by_id=by.pk, now=now)


def list_problems(*, text: str) -> tuple[str, ...]:
    """List why a text is no agreement."""
    try:
        agreement.parse(text=text)
    except agreement.AgreementWrongError as error:
        return tuple(one.text() for one in error.problems)
    return ()


def take_back(*, number: int, by: Actor, now: datetime) -> None:
    """Make a proposed version a draft again, while nobody has signed it.

    Raises:
        NotThatFarError: when somebody has, or it is not proposed.
    """
    with transaction.atomic():
        proposed = Version.objects.filter(
            number=number, state=State.PROPOSED, signatures__isnull=True
        )
        ids = list(proposed.values_list("pk", flat=True))
        open_ones = Version.objects.filter(pk__in=ids, state=State.PROPOSED)
        if not open_ones.update(state=State.DRAFT, proposed_by=None, proposed_at=None):
            raise NotThatFarError
        telling.settle_to_sign(number=number, now=now)
        audit.record("agreement.taken_back", at=now, by=by, subject=number)


def sign(*, number: int, reader: Reader, by: Actor, now: datetime) -> None:
    """Sign for one's team; with both signatures the version holds from its instant.

    Raises:
        MayNotSignError: when somebody may not sign.
        SignedAlreadyError: when their team has.
        SignedForOtherError: when they signed it for the other team, before they changed teams.
        NotThatFarError: when it is not proposed.
    """
    team = signing.team_of(reader=reader)
    if not team:
        raise MayNotSignError
    with transaction.atomic():
        one = Version.objects.select_for_update().filter(number=number).first()
        if one is None or one.state != State.PROPOSED:
            raise NotThatFarError
        if one.signatures.filter(team=team).exists():
            raise SignedAlreadyError
        if one.signatures.filter(by_id=reader.user_id).exists():
            raise SignedForOtherError
        who = User.objects.get(pk=reader.user_id or 0)
        Signature.objects.create(version=one, team=team, by=who, name=who.name, at=now)
        details: dict[str, str | int | bool] = {"team": team}
        audit.record("agreement.signed", at=now, by=by, subject=number, details=details)
        telling.settle_to_sign(number=number, team=team, now=now)
        if one.signatures.count() == 2:
            Version.objects.filter(pk=one.pk, state=State.PROPOSED).update(state=State.SIGNED)
    take_effect(now=now)


def take_effect(*, now: datetime) -> None:
    """Put in force whatever both teams signed and whose instant has come; write the file."""
    due = Version.objects.filter(state=State.SIGNED).order_by("holds_from", "number")
    for one in due:
        if one.holds_from is None or one.holds_from <= now:
            _put_in_force(one, now)
    deliver(now=now)


def _put_in_force(one: Version, now: datetime) -> None:
    with transaction.atomic():
        before = Version.objects.select_for_update().filter(state=State.IN_FORCE)
        for old in before:
            Version.objects.filter(pk=old.pk).update(state=State.SUPERSEDED, ended_at=now)
            audit.record("agreement.superseded", at=now, subject=old.number)
        taken = Version.objects.filter(pk=one.pk, state=State.SIGNED)
        if not taken.update(state=State.IN_FORCE, in_force_at=now):
            raise NotThatFarError
        Writing.objects.create(version=one, text=stamped(version=one, now=now), asked_at=now)
        audit.record("agreement.in_force", at=now, subject=one.number)
        telling.tell_holds(version=one, now=now)


def stamped(*, version: Version, now: datetime) -> str:
    """Give the text of a version with its label, its first day and both signatures."""
    signed = {
        one.team: {"name": one.name, "day": one.at.date().isoformat()}
        for one in version.signatures.order_by("team")
    }
    from_day: date = (version.holds_from or now).date()
    text = writing.change(text=version.text, clause="version", value=version.label)
    text = writing.change(text=text, clause="in_force_from", value=from_day.isoformat())
    return writing.change(text=text, clause="signed", value=signed)


def deliver(*, now: datetime) -> None:
    """Write the file that was last asked for, if it is not yet, and have the record read anew."""
    last = Writing.objects.order_by("-pk").first()
    if last is None or last.done_at is not None:
        return
    aside = f"before-{last.pk}.yaml"
    kept = disk.write(text=last.text, aside=aside)
    with transaction.atomic():
        if not Writing.objects.filter(pk=last.pk, done_at=None).update(done_at=now):
            return
        details: dict[str, str | int | bool] = {"kept_aside": kept} if kept else {}
        audit.record("agreement.written", at=now, subject=last.version.number, details=details)
        room.ask_refresh(cause="agreement", now=now)


def put_back(*, by: Actor, now: datetime) -> None:
    """Write the file anew as it was put in force here; what stands there is kept aside.

    Raises:
        NotThatFarError: when nothing was put in force here.
    """
    with transaction.atomic():
        last = Writing.objects.order_by("-pk").first()
        if last is None:
            raise NotThatFarError
        Writing.objects.create(version=last.version, text=last.text, asked_at=now)
        audit.record("agreement.put_back", at=now, by=by, subject=last.version.number)
    deliver(now=now)


def withdraw(*, number: int, reason: str, by: Actor, now: datetime) -> None:
    """Withdraw a version; that it was, and who signed it, stays.

    Of one in force the clauses stay in the file as stated, without the signatures, until another
    is signed: readings do not fall back to defaults because two people fell out.

    Raises:
        NotThatFarError: when it has ended already.
    """
    with transaction.atomic():
        one = Version.objects.select_for_update().filter(number=number).first()
        if one is None or one.state not in LIVE:
            raise NotThatFarError
        same = Version.objects.filter(pk=one.pk, state=one.state)
        if not same.update(
            state=State.WITHDRAWN, ended_at=now, ended_by_id=by.pk, end_reason=reason
        ):
            raise NotThatFarError
        audit.record(
            "agreement.withdrawn", at=now, by=by, subject=number, details={"reason": reason[:200]}
        )
        if one.state != State.DRAFT:
            one.end_reason = reason
            telling.tell_withdrawn(version=one, by_id=by.pk, now=now)
        if one.state == State.IN_FORCE:
            text = writing.change(text=one.text, clause="version", value=one.label)
            bare = writing.change(text=text, clause="signed", value=None)
            Writing.objects.create(version=one, text=bare, asked_at=now)
    deliver(now=now)


def name_signer(*, user_id: int, may_sign: bool, by: Actor, now: datetime) -> None:
    """Name somebody who may sign for their team besides its lead, or no longer."""
    with transaction.atomic():
        if may_sign:
            told = {"named_by_id": by.pk, "named_at": now}
            Signer.objects.get_or_create(user_id=user_id, defaults=told)
        else:
            Signer.objects.filter(user_id=user_id).delete()
        details: dict[str, str | int | bool] = {"may_sign": may_sign}
        audit.record("signer.named", at=now, by=by, subject=user_id, details=details)


def note(
    *, version: Version, clause: str, reason: str, evidence: dict[str, str], by: Actor | None,
    now: datetime,
) -> None:  # fmt: skip
    """Keep why a clause was changed, in the caller's transaction."""
    work, _made = ClauseWork.objects.get_or_create(version=version, clause=clause)
    ClauseWork.objects.filter(pk=work.pk).update(
        revision=work.revision + 1, changed_by_id=by.pk if by else None, changed_at=now,
        reason=reason or work.reason, evidence=evidence or work.evidence,
    )  # fmt: skip
