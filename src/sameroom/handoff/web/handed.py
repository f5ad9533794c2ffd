"""What is known of somebody who is handed over in the room, before the record knows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from sameroom.handoff import moves, opening, values
from sameroom.handoff.web.keeping import can_keep, find_held
from sameroom.handoff.web.models import Case
from sameroom.record.web import api as record
from sameroom.record.web.api import Buyer
from sameroom.room.web.api import Clauses
from sameroom.webkit.rights import Reader, called
from sameroom.webkit.words import instead_of_names

COMPANY = (("industry", "Industry"), ("employees", "Employees"), ("country", "Country"),
           ("domain", "Site"))  # fmt: skip
REMEMBERED = 5  # earlier leads of theirs that are looked at


@dataclass(frozen=True, slots=True)
class Holder:
    """A colleague of sales who has somebody already, as a reader may know them.

    Args:
        since: when that lead was accepted.
        case_id: that lead; None where the reader does not see it.
        keeps: whether the rules would leave a new lead of theirs with that colleague today.
    """

    owner: str
    since: datetime | None
    case_id: int | None
    keeps: bool


def tell_holder(*, reader: Reader, person_key: str, present: datetime) -> Holder | None:
    """Tell who of sales has somebody already, by an earlier lead; None where nobody does."""
    held = find_held(person_key=person_key)
    if held is None:
        return None
    team = held.team or moves.SALES
    owner = called(
        reader=reader, member_id=held.owner_id, name=held.owner_name, team=team,
        size=record.get_team_sizes().get(team, 0), words=instead_of_names(team),
    )  # fmt: skip
    is_seen = moves.sees_case(
        reader=reader, owner_id=held.owner_id, team=held.team, sent_by=held.sent_by_id
    )
    since = held.decided_at or held.handed_over_at
    return Holder(
        owner=owner, since=since, case_id=held.pk if is_seen else None,
        keeps=can_keep(held=held, present=present),
    )  # fmt: skip


def find_known(
    *, person_key: str, person_name: str, hand_campaign: str, promise: str, clauses: Clauses
) -> tuple[Buyer, dict[str, Any]]:  # Any: what JSON can hold
    """Find somebody's company, and what the rules and the packet ask of them.

    What earlier leads of theirs brought along stays known: what they did and read, and properties
    of the company's own as long as it is the same.
    """
    buyer = record.find_buyer(person_key=person_key)
    rows = Case.objects.filter(person_key=person_key).exclude(is_gone=True, merged_into="")
    order = (F("handed_over_at").desc(nulls_last=True), "-pk")
    earlier = list(rows.order_by(*order)[:REMEMBERED])
    packet = earlier[0].packet if earlier else {}
    told = buyer.account if buyer.account_key else buyer.person
    known = values.known(
        told=[(name, told.get(name)) for name in ("industry", "employees", "country", "region")]
        + [("job title", buyer.person.get("title")), ("campaign", hand_campaign),
           ("channel", buyer.person.get("first_channel"))]
    )  # fmt: skip
    company = [[head, told[name]] for name, head in COMPANY if told.get(name)]
    return buyer, {
        "values": {**packet.get("values", {}), **known},
        "title": buyer.person.get("title", ""),
        "email": buyer.person.get("email", ""),
        "company": company or packet.get("company", []),
        "came_by": buyer.person.get("first_channel", ""),
        **_what_they_did(earlier, person_name, promise),
        **_of_their_company(earlier, buyer.account_key, clauses),
    }


def _what_they_did(
    earlier: Sequence[Case], person_name: str, promise: str
) -> dict[str, Any]:  # Any: as above
    """Recall what somebody did and read; the first line rests on that, and on the new promise."""
    did = _first(earlier, "acts")
    acts = did.get("acts", [])
    first = person_name.split(" ")[0]
    begin = opening.suggest(
        first_name=first if "@" not in first else "",
        seen=[
            opening.Seen(datetime.fromisoformat(one["at"]), one["kind"], _named(one["about"]))
            for one in acts
        ],
        promise=promise,
    )
    return {
        "acts": acts, "more_acts": did.get("more_acts", 0),
        "texts": _first(earlier, "texts").get("texts", []),
        "begin": begin.told(),
    }  # fmt: skip


def _of_their_company(
    earlier: Sequence[Case], account_key: str, clauses: Clauses
) -> dict[str, Any]:  # Any: as above
    """Recall how they fit what is still asked, and deals like theirs, while the company is one."""
    same = [one for one in earlier if not account_key or one.account_key in {"", account_key}]
    asked = {one.attribute.strip().lower() for one in clauses.ideal_customer}
    fits = _first(same, "fit").get("fit", [])
    return {
        "fit": [one for one in fits if one["attribute"].strip().lower() in asked],
        "similar": _first(same, "similar").get("similar", []),
    }


def _first(earlier: Sequence[Case], part: str) -> dict[str, Any]:  # Any: as above
    return next((one.packet for one in earlier if one.packet.get(part)), {})


def _named(about: str) -> str:
    """Leave out an address: it names nothing that one would say in a line."""
    return "" if about.startswith(("http:", "https:", "/")) else about
