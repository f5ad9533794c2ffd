"""Leads that were handed over, for the tests of the pages."""

from datetime import datetime, timedelta
from typing import Any

from sameroom.handoff.moves import State
from sameroom.handoff.web.models import Case
from sameroom.room.web.tests.builders import ACME, NOW

HANDED = NOW - timedelta(hours=3)


def a_case(
    number: int = 1,
    *,
    owner_id: str = "crm:2",
    state: State = State.WAITING,
    due_at: datetime | None = NOW + timedelta(hours=5),
    **told: Any,  # Any: a column each
) -> Case:
    """Make a lead that Sol has (crm:2), handed over three hours ago, promised in five."""
    columns = {
        "lead_id": f"crm:l{number}", "person_ref": f"crm:p{number}",
        "person_name": f"Buyer {number}", "account_key": ACME, "account_name": "Acme",
        "campaign": "Spring fair", "owner_name": "Sol", "team": "sales",
        "holder": "person" if owner_id else "nobody", "handed_over_at": HANDED,
        "read_state": state, "packet": {"promise": "Half the downtime", "acts": []},
    }  # fmt: skip
    return Case.objects.create(
        key=f"crm:l{number}", owner_id=owner_id, state=state, due_at=due_at, **(columns | told)
    )
