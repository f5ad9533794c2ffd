"""The invented company's agreement: one version that both teams signed, and an open draft."""

from datetime import datetime, timedelta

from django.db import transaction

from sameroom import agreement
from sameroom.agreement.web import disk, editing, talking
from sameroom.agreement.web.models import TEAMS, Signature, State, Version, Writing
from sameroom.agreement.web.operations import begin_draft, begin_from
from sameroom.people.web.models import User
from sameroom.webkit.rights import Role

SIGNED_AGO, DRAFTED_AGO = timedelta(days=90), timedelta(days=2)
ASKED = "Four hours, only if marketing hands over fewer leads on Fridays. Can you?"
REASON = "Leads answered within half a day are won more often."


def bring(*, now: datetime) -> None:
    """Take the company's file as signed by both leads, and begin the next version.

    Nothing is done where the leads are not there, or versions are.
    """
    leads = {
        user.team: user
        for user in User.objects.filter(team__in=TEAMS, role=Role.LEAD).order_by(
            "is_invented", "-pk"
        )
    }
    file = disk.look(wanted=None, is_written=False)
    if set(leads) != set(TEAMS) or Version.objects.exists() or not file.text or file.problems:
        return
    with transaction.atomic():
        _sign(file.text, leads, now - SIGNED_AGO)
        _draft(leads, now - DRAFTED_AGO)


def _sign(text: str, leads: dict[str, User], at: datetime) -> None:
    label = agreement.parse(text=text).clauses.version
    number = begin_draft(text=text, by=leads["sales"], now=at, label=label)
    one = Version.objects.filter(number=number)
    one.update(state=State.PROPOSED, proposed_by=leads["sales"], proposed_at=at)
    for team in TEAMS:
        who = leads[team]
        Signature.objects.create(version=one.get(), team=team, by=who, name=who.name, at=at)
    one.update(state=State.IN_FORCE, in_force_at=at)
    # The readings were worked out under this very file, so nothing is to be read anew.
    Writing.objects.create(version=one.get(), text=text, asked_at=at, done_at=at)


def _draft(leads: dict[str, User], at: datetime) -> None:
    number = begin_from(number=1, by=leads["marketing"], now=at)
    editing.save_clause(
        number=number, clause="promises", seen=0, reason=REASON, by=leads["marketing"], now=at,
        typed_in={"promises.first_touch.within_hours": "4"},
    )  # fmt: skip
    talking.discuss(
        number=number, clause="promises", body=ASKED, by=leads["sales"],
        now=at + timedelta(hours=3),
    )  # fmt: skip
