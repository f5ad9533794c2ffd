"""Says how a lead came to whom and why, as each reader may know it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.agreement.web.api import Criterion
from sameroom.handoff.web.models import Routing
from sameroom.handoff.web.routing_models import How
from sameroom.people.web.models import User
from sameroom.webkit.rights import FEWEST_TOGETHER, Reader, called, may_know_name
from sameroom.webkit.words import instead_of_names

Sizes = Mapping[str, int]


def name_of(*, reader: Reader, member_id: str, name: str, team: str, sizes: Sizes) -> str:
    """Call one of us as the reader may know them."""
    return called(reader=reader, member_id=member_id, name=name, team=team,
                  size=sizes.get(team, 0), words=instead_of_names(team))  # fmt: skip


def step(*, row: Routing, reader: Reader, sizes: Sizes) -> str:
    """Say one step on the way of a lead as a sentence."""
    is_mine = bool(row.to_id) and row.to_id == reader.member_id
    to = name_of(reader=reader, member_id=row.to_id, name=row.to_name, team=row.to_team,
                 sizes=sizes)  # fmt: skip
    if row.how == How.NOBODY:
        if not row.number:
            return _("No rule of the agreement fits it.")
        return _("%(rule)s: nobody was there to take it.") % {"rule": rule(row.rule, row.number)}
    if row.how == How.RULE:
        told = {"rule": rule(row.rule, row.number), "who": to}
        if is_mine:
            return _("%(rule)s: it was your turn.") % told
        return _("%(rule)s: it went to %(who)s, whose turn it was.") % told
    if row.how == How.KEPT:
        if is_mine:
            return _("It came to you, who have this person already by an earlier lead.")
        return _("It went to %(who)s: they have this person already by an earlier lead.") % {
            "who": to
        }
    if row.how == How.TAKEN_OVER:
        if is_mine:
            return _("You took it over from somebody who has left.")
        return _("%(who)s took it over from somebody who has left.") % {"who": to}
    return _by_hand(row, reader, sizes, to, is_mine)


def _by_hand(row: Routing, reader: Reader, sizes: Sizes, to: str, is_mine: bool) -> str:
    giver = _giver(row.by, reader, sizes)
    is_by_me = row.by_id is not None and row.by_id == reader.user_id
    if row.how == How.TAKEN:
        return _("You took it.") if is_mine else _("%(who)s took it.") % {"who": to}
    if is_by_me and is_mine:
        return _("You gave it to yourself.")
    if is_by_me:
        return _("You gave it to %(to)s.") % {"to": to}
    if is_mine:
        return _("%(who)s gave it to you.") % {"who": giver}
    return _("%(who)s gave it to %(to)s.") % {"who": giver, "to": to}


def _giver(by: User | None, reader: Reader, sizes: Sizes) -> str:
    if by is None:
        return _("Somebody")
    return name_of(reader=reader, member_id=by.member_id or f"user:{by.pk}", name=by.name,
                   team=by.team, sizes=sizes)  # fmt: skip


def rule(name: str, number: int) -> str:
    """Call a rule by its name, one without by its number."""
    if name:
        return _("Rule “%(name)s”") % {"name": name}
    return _("Rule %(number)s") % {"number": number}


def passed(*, row: Routing, reader: Reader) -> tuple[str, ...]:
    """Say who was passed over and why; of others, only that they were."""
    found, others = [], 0
    for one in row.passed:
        is_me = bool(one["member_id"]) and one["member_id"] == reader.member_id
        knows = may_know_name(reader=reader, member_id=one["member_id"], team=one["team"])
        if one["why"] == "unknown":
            found.append(_("%(address)s is not known here.") % {"address": one["address"]})
        elif is_me:
            found.append(_of_you(one))
        elif knows:
            found.append(_of_one(one))
        else:
            others += 1
    return (*found, _of_others(others)) if others else tuple(found)


def _of_you(one: Mapping[str, Any]) -> str:  # Any: what JSON holds
    if one["why"] == "full":
        n = one["undecided"]
        words = ngettext("You had %(n)s undecided lead.", "You had %(n)s undecided leads.", n)
        return words % {"n": n}
    if one["why"] == "missed":
        return _("You missed the promise to this lead.")
    return _("You were away.")


def _of_one(one: Mapping[str, Any]) -> str:  # Any: as above
    told = {"who": one["name"], "n": one["undecided"]}
    if one["why"] == "full":
        words = ngettext("%(who)s had %(n)s undecided lead.", "%(who)s had %(n)s undecided leads.",
                         one["undecided"])  # fmt: skip
        return words % told
    if one["why"] == "left":
        return _("%(who)s has left.") % told
    if one["why"] == "missed":
        return _("%(who)s missed the promise to this lead.") % told
    return _("%(who)s was away until the promise falls due.") % told


def _of_others(n: int) -> str:
    """Say that others could not take it: of fewer than five neither how many nor why."""
    if n < FEWEST_TOGETHER:
        return _("Colleagues were away, had no room, missed the promise or have left.")
    words = ngettext(
        "%(n)s colleague was away, had no room, missed the promise or has left.",
        "%(n)s colleagues were away, had no room, missed the promise or have left.",
        n,
    )
    return words % {"n": n}


def condition(one: Criterion) -> str:
    """Say a condition of a rule."""
    told = {"what": one.attribute.replace("_", " "), "values": ", ".join(one.is_one_of),
            "low": f"{one.at_least or 0:,g}", "high": f"{one.below or 0:,g}"}  # fmt: skip
    if one.is_one_of:
        return _("%(what)s is %(values)s") % told
    if one.below is None:
        return _("%(what)s from %(low)s") % told
    if one.at_least is None:
        return _("%(what)s below %(high)s") % told
    return _("%(what)s from %(low)s to below %(high)s") % told
