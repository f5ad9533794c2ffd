"""What a colleague did with a lead since its page was opened, as its reader may know it."""

from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sameroom.handoff.moves import State
from sameroom.handoff.web import queries, settling, wording
from sameroom.handoff.web.forms import FAMILIES
from sameroom.handoff.web.models import Act, CampaignOwner, Case, Dispute, Pause, Routing
from sameroom.handoff.web.ruled import Word, list_words, list_words_of_leads
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.webkit import already
from sameroom.webkit.rights import Reader, called
from sameroom.webkit.stale import Line, Theirs, find_last_act
from sameroom.webkit.words import instead_of_names

Lines = tuple[Line, ...]


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


def was_given_away(*, reader: Reader, case_id: int) -> bool:
    """Tell whether a lead was the reader's, is somebody else's now, and not theirs to see any more.

    They know that it is there, for they had it; of anything else it stays untold that it exists.
    """
    if not reader.member_id or not reader.team:
        return False
    had = Routing.objects.filter(case_id=case_id, from_id=reader.member_id)
    return had.exists() and queries.find_case(reader=reader, case_id=case_id) is None


def tell(
    *, reader: Reader, by: User | None, at: datetime | None, lines: Lines, take: str,
    said: str = "", is_open: bool = False, yours: tuple[tuple[str, str, str], ...] = (),
) -> Theirs:  # fmt: skip
    """Tell what was done, by whom as the reader may know it."""
    return Theirs(who_did(reader=reader, by=by), at, lines, take, is_open, said, yours=yours)


def of_pause(
    *, reader: Reader, case_id: int, form: forms.Form, said: str
) -> tuple[Theirs, int | None]:
    """Tell how the clocks of a lead stand, and which pause can be replaced."""
    take = reverse("lead", args=[case_id])
    one = Pause.objects.filter(case_id=case_id, ends_at=None).select_related("by").first()
    if one is None:
        return tell(reader=reader, by=None, at=None, lines=(), take=take, said=said), None
    until = date_format(one.until) if one.until else _("until somebody says so")
    day = form.cleaned_data.get("until")
    lines = (
        (_("What the buyer asked for"), one.reason, str(form.cleaned_data.get("reason", ""))),
        (_("Until"), until, date_format(day) if day else _("until somebody says so")),
    )
    theirs = tell(reader=reader, by=one.by, at=one.starts_at, lines=lines, take=take, is_open=True)
    return theirs, one.pk


def of_dispute(*, reader: Reader, case_id: int, promise: str, said: str) -> Theirs:
    """Tell who disputed a promise, and why."""
    take = reverse("lead", args=[case_id])
    rows = Dispute.objects.filter(case_id=case_id, promise=promise).select_related("by")
    one = rows.order_by("-pk").first()
    if one is None:
        return tell(reader=reader, by=None, at=None, lines=(), take=take, said=said)
    lines = ((_("Why it should not count"), one.reason, ""),)
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
        lines=tuple((label, words, "") for label, words in told if words),
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
        words = list_words_of_leads(cases=[one], reader=reader, sizes=record.get_team_sizes())
        lines = _said_beside(reader, words.get(case_id, ()), form, "move")
        return tell(reader=reader, by=by, at=at, lines=lines, take=take, said=said, is_open=True)
    act = Act.objects.filter(case_id=case_id, is_undone=False).select_related("by").last()
    lines = ((_("How it stands now"), wording.state(one.state), ""),)
    by, at = (act.by, act.at) if act else (one.decided_by, one.decided_at)
    return tell(
        reader=reader, by=by, at=at, lines=lines, take=take, said=said,
        yours=typed_in(form=form, href=take),
    )  # fmt: skip


def of_ruling(*, reader: Reader, dispute_id: int, form: forms.Form, said: str) -> Theirs:
    """Tell what was ruled on a dispute, and keep what was typed about it."""
    one = Dispute.objects.get(pk=dispute_id)
    last = one.rulings.select_related("by").order_by("-pk").first()
    by, at = (last.by, last.said_at) if last else (None, None)
    take, is_open = reverse("promises"), not one.ended_as
    words = list_words(disputes=[dispute_id], reader=reader, sizes=record.get_team_sizes())
    lines = _said_beside(reader, words.get(dispute_id, ()), form if is_open else None, "ruling")
    return tell(
        reader=reader, by=by, at=at, lines=lines, take=take, said=said, is_open=is_open,
        yours=() if is_open else typed_in(form=form, href=take),
    )  # fmt: skip


def _said_beside(
    reader: Reader, words: tuple[Word, ...], form: forms.Form | None, name: str
) -> Lines:  # fmt: skip
    """Put what stands for each team beside what this reader was about to say for theirs.

    Args:
        form: what they sent; None where it cannot be said any more.
        name: of its field that says how it is to end.
    """
    stands = {one.team: f"{wording.SAID[one.ruling]} – {one.note}" for one in words if one.counts}
    own: tuple[str, ...] = settling.speaks_for(reader=reader) if form else ()
    said = form.data if form else {}
    mine = f"{wording.SAID.get(said.get(name, ''), '')} – {said.get('note', '')}"
    labels = {"marketing": _("For marketing"), "sales": _("For sales")}
    return tuple(
        (label, stands.get(team, "–"), mine if team in own else "")
        for team, label in labels.items()
        if team in stands or team in own
    )


def _last(acts: tuple[str, ...], case_id: int) -> tuple[User | None, datetime | None]:
    last = find_last_act(acts=acts, subject=case_id)
    if last is None:
        return None, None
    return User.objects.filter(pk=last.actor_id or 0).first(), last.at


def already_so(*, reader: Reader, what: str, acts: tuple[str, ...], subject: int) -> str:
    """Say what is so already, and who did it as the reader may know it."""
    last = find_last_act(acts=acts, subject=subject)
    if last is None:
        return what
    by = User.objects.filter(pk=last.actor_id or 0).first()
    who = who_did(reader=reader, by=by)
    is_own = by is not None and by.pk == reader.user_id
    return already.by_whom(what=what, who=who, at=last.at, is_own=is_own)


def of_undo(*, reader: Reader, case_id: int, said: str) -> str:
    """Say that the last decision on a lead is undone already, or else what is to be said."""
    last = Act.objects.filter(case_id=case_id).order_by("-pk").first()
    if last is None or not last.is_undone:
        return said
    what = _("That is undone already.")
    return already_so(reader=reader, what=what, acts=("lead.undone",), subject=case_id)


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


def of_owner(*, reader: Reader, campaign: str, chosen: int) -> Theirs:
    """Tell who named the owner of a campaign."""
    row = CampaignOwner.objects.filter(campaign=campaign).select_related("set_by", "owner").first()
    by, at = (row.set_by, row.set_at) if row else (None, None)
    owner = row.owner.name if row else _("nobody yet")
    mine = User.objects.filter(pk=chosen).values_list("name", flat=True).first() or ""
    lines = ((_("Owner of %(campaign)s") % {"campaign": campaign}, owner, mine),)
    return tell(reader=reader, by=by, at=at, lines=lines, take=reverse("reasons"), is_open=True)
