"""What a colleague did with a lead since its page was opened, as its reader may know it."""

from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sameroom.handoff.moves import State
from sameroom.handoff.web import wording
from sameroom.handoff.web.forms import FAMILIES
from sameroom.handoff.web.models import Act, CampaignOwner, Case, Dispute, Pause
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.webkit.rights import Reader, called
from sameroom.webkit.stale import Theirs, find_last_act
from sameroom.webkit.words import instead_of_names

Lines = tuple[tuple[str, str], ...]


def who_did(*, reader: Reader, by: User | None) -> str:
    """Say who did something, as a reader may know it; "" where that is not known."""
    if by is None:
        return ""
    if by.pk == reader.user_id:
        return _("You")
    return called(
        reader=reader, member_id=by.member_id or f"user:{by.pk}", name=by.name, team=by.team,
        size=record.get_team_sizes().get(by.team, 0), words=instead_of_names(by.team),
    )  # fmt: skip


def tell(
    *, reader: Reader, by: User | None, at: datetime | None, lines: Lines, take: str,
    said: str = "", is_open: bool = False, yours: tuple[tuple[str, str, str], ...] = (),
) -> Theirs:  # fmt: skip
    """Tell what was done, by whom as the reader may know it."""
    return Theirs(who_did(reader=reader, by=by), at, lines, take, is_open, said, yours=yours)


def of_pause(*, reader: Reader, case_id: int, said: str) -> tuple[Theirs, int | None]:
    """Tell how the clocks of a lead stand, and which pause can be replaced."""
    take = reverse("lead", args=[case_id])
    one = Pause.objects.filter(case_id=case_id, ends_at=None).select_related("by").first()
    if one is None:
        return tell(reader=reader, by=None, at=None, lines=(), take=take, said=said), None
    until = date_format(one.until) if one.until else _("until somebody says so")
    lines = ((_("What the buyer asked for"), one.reason), (_("Until"), until))
    theirs = tell(reader=reader, by=one.by, at=one.starts_at, lines=lines, take=take, is_open=True)
    return theirs, one.pk


def of_dispute(*, reader: Reader, case_id: int, promise: str, said: str) -> Theirs:
    """Tell who disputed a promise, and why."""
    take = reverse("lead", args=[case_id])
    rows = Dispute.objects.filter(case_id=case_id, promise=promise).select_related("by")
    one = rows.order_by("-pk").first()
    if one is None:
        return tell(reader=reader, by=None, at=None, lines=(), take=take, said=said)
    lines = ((_("Why it should not count"), one.reason),)
    said = _("It is disputed already, and settled once. Tell the leads of both teams what you add.")
    return tell(reader=reader, by=one.by, at=one.raised_at, lines=lines, take=take, said=said)


def of_hand_over(*, reader: Reader, case_id: int) -> Theirs:
    """Tell who handed somebody over, with which promise."""
    one = Case.objects.select_related("sent_by").get(pk=case_id)
    told = (
        (_("What they were promised"), str(one.packet.get("promise", ""))),
        (_("Why now"), one.sent_note), (_("Campaign"), one.campaign),
    )  # fmt: skip
    return tell(
        reader=reader, by=one.sent_by, at=one.handed_over_at,
        lines=tuple((label, words) for label, words in told if words),
        take=reverse("lead", args=[case_id]),
        said=_("They wait for sales already, and nobody is handed over twice at a time."),
    )  # fmt: skip


def of_case(*, reader: Reader, case_id: int, form: forms.Form, said: str) -> Theirs:
    """Tell what became of a lead, and keep what was typed about it."""
    one = Case.objects.get(pk=case_id)
    take = reverse("lead", args=[case_id])
    if one.state == State.CONTESTED:  # the leads have still to settle it
        by, at = _last(("lead.verdict",), case_id)
        take = reverse("sent_back")
        return tell(reader=reader, by=by, at=at, lines=(), take=take, said=said, is_open=True)
    act = Act.objects.filter(case_id=case_id, is_undone=False).select_related("by").last()
    lines = ((_("How it stands now"), wording.state(one.state)),)
    by, at = (act.by, act.at) if act else (one.decided_by, one.decided_at)
    return tell(
        reader=reader, by=by, at=at, lines=lines, take=take, said=said,
        yours=typed_in(form=form, href=take),
    )  # fmt: skip


def of_ruling(*, reader: Reader, dispute_id: int, form: forms.Form, said: str) -> Theirs:
    """Tell what was ruled on a dispute, and keep what was typed about it."""
    one = Dispute.objects.get(pk=dispute_id)
    by, at = _last(("promise.ruled",), one.case_id)
    take, is_open = reverse("promises"), not one.ended_as
    return tell(
        reader=reader, by=by, at=at, lines=(), take=take, said=said, is_open=is_open,
        yours=() if is_open else typed_in(form=form, href=take),
    )  # fmt: skip


def _last(acts: tuple[str, ...], case_id: int) -> tuple[User | None, datetime | None]:
    last = find_last_act(acts=acts, subject=case_id)
    if last is None:
        return None, None
    return User.objects.filter(pk=last.actor_id or 0).first(), last.at


def typed_in(*, form: forms.Form, href: str) -> tuple[tuple[str, str, str], ...]:
    """List the sentences and days that somebody typed: the label, the words, and where to."""
    labels = {
        "reason": _("Reason"), "note": _("In a sentence"), "return_on": _("Comes back on"),
        "must_change": _("What must have changed by then"),
    }  # fmt: skip
    said = [(labels[name], str(form.data.get(name, "")).strip()) for name in labels]
    kind = dict(FAMILIES).get(str(form.data.get("family", "")), "")
    said.append((_("What kind"), str(kind)))
    return tuple((label, words, href) for label, words in said if words)


def of_owner(*, reader: Reader, campaign: str) -> Theirs:
    """Tell who named the owner of a campaign."""
    row = CampaignOwner.objects.filter(campaign=campaign).select_related("set_by", "owner").first()
    by, at = (row.set_by, row.set_at) if row else (None, None)
    owner = row.owner.name if row else _("nobody yet")
    lines = ((_("Owner of %(campaign)s") % {"campaign": campaign}, owner),)
    return tell(reader=reader, by=by, at=at, lines=lines, take=reverse("reasons"), is_open=True)
