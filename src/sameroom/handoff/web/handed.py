"""What is known of somebody who is handed over in the room, before the record knows of it."""

from typing import Any

from sameroom.handoff import values
from sameroom.handoff.web.models import Case
from sameroom.record.web import api as record
from sameroom.record.web.api import Buyer

COMPANY = (("industry", "Industry"), ("employees", "Employees"), ("country", "Country"),
           ("domain", "Site"))  # fmt: skip


def find_known(
    *, person_key: str, hand_campaign: str
) -> tuple[Buyer, dict[str, Any]]:  # Any: what JSON can hold
    """Find somebody's company, and what the rules and the packet ask of them.

    What an earlier lead of theirs brought along stays known: properties of the company's own.
    """
    buyer = record.find_buyer(person_key=person_key)
    before = Case.objects.filter(person_key=person_key).order_by("-handed_over_at", "-pk").first()
    packet = before.packet if before else {}
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
    }
