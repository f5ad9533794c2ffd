"""Who may call what: every address of the hand-over, for the matrix of rights."""

from datetime import datetime

from sameroom.handoff.moves import State
from sameroom.handoff.web.models import Act, Case, Dispute
from sameroom.handoff.web.tests.builders import a_case
from sameroom.webkit.tests.kinds import INSIDE, NONE, Matrix

PAGES = ("/leads", "/leads/sent-back", "/leads/reasons", "/promises")
SALES = frozenset({"own only", "same team"})
OWNER = frozenset({"same team"})
HAS = INSIDE - {"own only"}  # a lead of Sol's: Oda, who sees her own only, does not see it
MATRIX: Matrix = {
    "queue": (("/leads", INSIDE, "get"),),
    "sent_back": (("/leads/sent-back", INSIDE, "get"),),
    "reasons": (("/leads/reasons", INSIDE, "get"),),
    "lead": (("/leads/{case}", HAS, "get"), ("/leads/999999", NONE, "get")),
    "move_lead": (("/leads/{case}/move", HAS, "post"), ("/leads/999999/move", NONE, "post")),
    "undo_lead": (("/leads/{case}/undo", HAS, "post"),),
    "open_lead": (("/leads/{case}/opened", HAS, "post"),),
    "several": (("/leads/several", SALES, "post"),),
    "verdict": (("/leads/{case}/verdict", NONE, "post"),),  # without a verdict there is none
    "promises": (("/promises", INSIDE, "get"),),
    # Only its owner, and the lead of sales, stop a lead's clock: Sol has this one.
    "pause_lead": (("/leads/{case}/pause", OWNER, "get"), ("/leads/999999/pause", NONE, "get")),
    "resume_lead": (("/leads/{case}/resume", OWNER, "post"),),
    "dispute": (("/leads/{case}/dispute/first_touch", OWNER, "get"),),
    "rule_dispute": (
        ("/disputes/{dispute}", frozenset({"lead"}), "post"),
        ("/disputes/999999", NONE, "post"),
    ),
    "hand_over": ((f"/persons/{'0' * 20}/hand-over", NONE, "get"),),
}


def examples(now: datetime) -> dict[str, object]:
    """Make a lead that waits."""
    Act.objects.all().delete()
    Dispute.objects.all().delete()
    Case.objects.filter(key="crm:l700").delete()
    case = a_case(700, state=State.WAITING)
    dispute = Dispute.objects.create(case=case, promise="first_touch", due_at=now, reason="Ill",
                                     raised_at=now)  # fmt: skip
    return {"case": case.pk, "dispute": dispute.pk}
