"""Who may call what: every address of the hand-over, for the matrix of rights."""

from datetime import datetime, timedelta

from django.db.models import Q

from sameroom.handoff.moves import State
from sameroom.handoff.web.models import Absence, Act, CampaignOwner, Case, Dispute, Pause
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import away
from sameroom.people.web.models import User
from sameroom.record.timeline import key_of
from sameroom.record.web.models import Shown, Subject, SubjectTeam
from sameroom.webkit.tests.kinds import INSIDE, NONE, Matrix, Operations

ROSA = key_of(noun="person", subject_id="crm:rosa")
PAGES = (
    "/leads",
    "/leads/sent-back",
    "/leads/reasons",
    "/leads/readings",
    "/leads/routing",
    "/leads/nobody",
    "/leads/away",
    "/promises",
)
SALES = frozenset({"own only", "same team"})
GIVERS = SALES | {"lead", "admin"}  # marketing's lead gives where sales has none
OWNER = frozenset({"same team"})
SETTLERS = frozenset({"lead", "admin"})  # administrators, since sales has no lead there
HAS = INSIDE - {"own only"}  # a lead of Sol's: Oda, who sees her own only, does not see it
MATRIX: Matrix = {
    "queue": (("/leads", INSIDE, "get"),),
    "sent_back": (("/leads/sent-back", INSIDE, "get"),),
    "reasons": (("/leads/reasons", INSIDE, "get"),),
    "name_owner": (("/leads/reasons/owner", frozenset({"lead"}), "post"),),
    "lead_readings": (("/leads/readings", INSIDE, "get"),),
    "reading_list": (
        ("/leads/readings/late", INSIDE, "get"), ("/leads/readings/others", NONE, "get"),
    ),
    "reading_file": (
        ("/leads/readings/late.csv", INSIDE, "get"), ("/leads/readings/others.csv", NONE, "get"),
    ),
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
        ("/disputes/{dispute}", SETTLERS, "post"),
        ("/disputes/999999", NONE, "post"),
    ),
    "routing": (("/leads/routing", INSIDE, "get"),),
    "nobody": (("/leads/nobody", INSIDE, "get"),),
    "give_leads": (("/leads/give", GIVERS, "post"),),
    "away": (("/leads/away", INSIDE, "get"),),
    "back_again": (
        ("/leads/away/{absence}/back", frozenset({"same team", "admin"}), "post"),
        ("/leads/away/999999/back", NONE, "post"),
    ),
    "hand_over": ((f"/persons/{'0' * 20}/hand-over", NONE, "get"),),
}  # fmt: skip
MARKETING = frozenset({"lead", "other team"})
ANY = {"If-Match": "*"}
OPERATIONS: Operations = {
    "list_cases": (("/cases", INSIDE, "get"),),
    "get_case": (("/cases/{case}", HAS, "get"), ("/cases/999999", NONE, "get")),
    "get_packet": (("/cases/{case}/packet", HAS, "get"), ("/cases/999999/packet", NONE, "get")),
    "list_steps": (("/cases/{case}/steps", HAS, "get"), ("/cases/999999/steps", NONE, "get")),
    "list_absences": (("/absences", INSIDE, "get"),),
    "say_away": (
        ("/absences", frozenset({"same team", "admin"}), "post",
         {"who": "{seller}", "starts_on": "{day}", "ends_on": "{day}"}),
    ),
    "take_absence_back": (
        ("/absences/{absence}/back", frozenset({"same team", "admin"}), "post"),
        ("/absences/999999/back", NONE, "post"),
    ),
    "get_lead_readings": (("/cases/readings", INSIDE, "get"),),
    "list_lead_rows": (
        ("/cases/readings/late", INSIDE, "get"), ("/cases/readings/others", NONE, "get"),
    ),
    "list_reasons": (("/cases/reasons", INSIDE, "get"),),
    "name_campaign_owner": (
        ("/cases/reasons/owners", frozenset({"lead"}), "post",
         {"campaign": "Spring fair", "owner": "{marketer}", "was": None}),
    ),
    "get_promises": (("/promises", INSIDE, "get"),),
    "list_acts": (("/cases/{case}/acts", HAS, "get"), ("/cases/999999/acts", NONE, "get")),
    "hand_over": (
        ("/cases", MARKETING, "post", {"person": ROSA, "promise": "A price", "why": "Asked"}),
        ("/cases", NONE, "post", {"person": "0" * 20, "promise": "A price", "why": "Asked"}),
    ),
    "do_several": (
        ("/cases/several", SALES, "post", {"act": "duplicate", "cases": ["{case}"]}),
        ("/cases/several", GIVERS, "post",
         {"act": "reassign", "cases": ["{case}"], "to": "{seller}"}),
    ),
    "open_case": (("/cases/{case}/opened", HAS, "post"), ("/cases/999999/opened", NONE, "post")),
    "move_case": (
        ("/cases/{case}/moves", frozenset({"same team"}), "post", {"move": "accept"}, ANY),
        ("/cases/999999/moves", NONE, "post", {"move": "accept"}, ANY),
    ),
    "pause_case": (
        ("/cases/{case}/pause", OWNER, "post", {"reason": "On leave"}, ANY),
        ("/cases/999999/pause", NONE, "post", {"reason": "On leave"}, ANY),
    ),
    "resume_case": (
        ("/cases/{paused}/resume", OWNER, "post", {}, ANY),
        ("/cases/999999/resume", NONE, "post", {}, ANY),
    ),
    "dispute_promise": (
        ("/cases/{missed}/disputes", OWNER, "post", {"promise": "first_touch", "reason": "Ill"}),
        ("/cases/999999/disputes", NONE, "post", {"promise": "first_touch", "reason": "Ill"}),
    ),
    "list_disputes": (("/disputes", INSIDE, "get"),),
    "get_dispute": (("/disputes/{dispute}", HAS, "get"), ("/disputes/999999", NONE, "get")),
    "rule_dispute": (
        ("/disputes/{dispute}/rulings", SETTLERS, "post",
         {"ruling": "excuse", "note": "It was so"}, ANY),
    ),
    "say_verdict": (
        ("/cases/{contested}/verdicts", SETTLERS, "post",
         {"verdict": "uphold", "note": "It is a duplicate"}, ANY),
    ),
    "undo_move": (
        ("/cases/{decided}/undo", HAS, "post"),
        ("/cases/{case}/undo", HAS, "post"),
        ("/cases/999999/undo", NONE, "post"),
    ),
}  # fmt: skip


def examples(now: datetime) -> dict[str, object]:
    """Make a lead that waits, one that is contested, one that is paused, one whose first touch was
    missed, and somebody who can be handed over.
    """
    Act.objects.all().delete()
    Dispute.objects.all().delete()
    made = [f"crm:l{number}" for number in range(700, 705)]
    Pause.objects.filter(case__key__in=made).delete()
    Case.objects.filter(Q(key__in=made) | Q(person_key=ROSA)).delete()
    if shown := Shown.objects.first():
        rosa = {"generation": shown.generation, "key": ROSA}
        Subject.objects.get_or_create(**rosa, defaults={"noun": "person", "name": "Rosa Klein"})
        SubjectTeam.objects.get_or_create(**rosa, team="marketing")
    Absence.objects.all().delete()
    CampaignOwner.objects.all().delete()
    marketer = User.objects.filter(team="marketing", is_active=True).first()
    day = now.date() + timedelta(days=40)
    case = a_case(700, state=State.WAITING)
    dispute = Dispute.objects.create(case=case, promise="first_touch", due_at=now, reason="Ill",
                                     raised_at=now)  # fmt: skip
    contested = a_case(701, state=State.CONTESTED)
    paused = a_case(702, due_at=None, paused_at=now, paused_for="On leave")
    Pause.objects.create(case=paused, reason="On leave", starts_at=now)
    sol = User.objects.filter(member_id="crm:2").first()
    decided = a_case(704, state=State.ACCEPTED, is_ours=True, was=State.WAITING, decided_by=sol,
                     decided_at=now)  # fmt: skip
    Act.objects.create(case=decided, move="accept", at=now, by=sol, from_state=State.WAITING,
                       to_state=State.ACCEPTED)  # fmt: skip
    missed = a_case(703, touch_by=now - timedelta(hours=1), due_at=now - timedelta(hours=1))
    return {"case": case.pk, "contested": contested.pk, "dispute": dispute.pk,
            "paused": paused.pk, "missed": missed.pk, "decided": decided.pk,
            "seller": sol.pk if sol else 0, "marketer": marketer.pk if marketer else 0,
            "absence": away("crm:2", day, day).pk,
            "day": "2036-08-03"}  # fmt: skip
