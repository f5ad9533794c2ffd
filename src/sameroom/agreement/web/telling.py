"""Tells people what the agreement asks of them, and takes it back once it is done."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sameroom.agreement.web import notices
from sameroom.agreement.web.models import TEAMS, Comment, Discussion, Signer, Version
from sameroom.notice.cards import Sentence
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit.rights import Role


def tell_proposed(*, version: Version, by_id: int | None, now: datetime) -> None:
    """Tell whoever may sign that a version waits for it, in the caller's transaction.

    Args:
        by_id: who proposed it; they know, and are not told.
    """
    for team in TEAMS:
        notice.tell(
            at=room.get_present(), to=_ids(_signers().filter(team=team)) - {by_id or 0},
            kind=notices.PROPOSED, now=now, due_at=version.holds_from,
            words=lambda: _("“%(label)s” waits for your team's signature.")
            % {"label": version.label},
            why=lambda: _("It holds only once one of each team has signed."),
            href=f"/agreement/{version.number}",
            key=f"{_to_sign(version.number, team)}{int(now.timestamp())}",
        )  # fmt: skip


def settle_to_sign(*, number: int, now: datetime, team: str = "") -> None:
    """Say that there is nothing left to sign of a version: for one team, or for both."""
    for one in (team,) if team else TEAMS:
        notice.settle_all(starts=_to_sign(number, one), now=now)


def tell_talked(*, comment: Comment, by_id: int | None, now: datetime) -> None:
    """Tell whoever works on a version what was said about it, in the caller's transaction.

    These are who began or proposed it, who took part in the discussion, and who may sign.
    """
    talk = comment.discussion
    version = talk.version
    took_part = User.objects.filter(
        Exists(Comment.objects.filter(discussion=talk, by_id=OuterRef("pk")))
        | Q(pk__in=[version.begun_by_id or 0, version.proposed_by_id or 0, talk.opened_by_id or 0])
    )
    told = {"clause": talk.clause.replace("_", " "), "label": version.label}
    notice.tell(
        at=room.get_present(), to=(_ids(took_part) | _ids(_signers())) - {by_id or 0},
        kind=notices.TALKED, now=now, why=comment.body[:300],
        words=lambda: _("Something was said about “%(clause)s” in “%(label)s”.") % told,
        href=f"/agreement/{version.number}/clauses/{talk.clause}",
        key=f"{_talk(talk)}{comment.pk}",
    )  # fmt: skip


def settle_talk(*, talk: Discussion, now: datetime) -> None:
    """Say that a discussion asks nothing of anybody any more."""
    notice.settle_all(starts=_talk(talk), now=now)


def tell_holds(*, version: Version, now: datetime) -> None:
    """Tell everybody that a version holds from now on, in the caller's transaction."""
    settle_to_sign(number=version.number, now=now)
    _tell_all(
        version, lambda: _("“%(label)s” holds from now on."), now, key="holds",
        why=lambda: _("Every figure is read anew in the light of it."),
    )  # fmt: skip


def tell_withdrawn(*, version: Version, by_id: int | None, now: datetime) -> None:
    """Tell everybody that what held or was to be signed was withdrawn, in the caller's transaction.

    Args:
        by_id: who withdrew it; they know, and are not told.
    """
    settle_to_sign(number=version.number, now=now)
    _tell_all(
        version, lambda: _("“%(label)s” was withdrawn."), now, key="ended",
        why=version.end_reason[:300], but=by_id,
    )  # fmt: skip


def _tell_all(
    version: Version, words: Callable[[], str], now: datetime, *, key: str, why: Sentence,
    but: int | None = None,
) -> None:  # fmt: skip
    notice.tell(
        at=room.get_present(), to=_ids(User.objects.filter(is_active=True)) - {but or 0},
        kind=notices.HOLDS, now=now, why=why, words=lambda: words() % {"label": version.label},
        href=f"/agreement/{version.number}", key=f"agreement:{version.number}:{key}",
    )  # fmt: skip


def _signers() -> "QuerySet[User]":
    """List who may sign: the leads of both teams, and whom an administrator named."""
    named = Exists(Signer.objects.filter(user_id=OuterRef("pk")))
    return User.objects.filter(Q(role=Role.LEAD) | named, is_active=True, team__in=TEAMS)


def _ids(users: "QuerySet[User]") -> set[int]:
    return set(users.order_by("pk").values_list("pk", flat=True))


def _to_sign(number: int, team: str) -> str:
    return f"agreement:{number}:sign:{team}:"


def _talk(talk: Discussion) -> str:
    return f"agreement:talk:{talk.pk}:"
