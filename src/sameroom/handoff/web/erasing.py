"""What goes of a person from the leads that they were."""

from sameroom.handoff.web.models import Act, Case, Dispute, Pause, Ruled
from sameroom.handoff.web.part_models import CountedLead
from sameroom.webkit.erasing import WORD, Clearing, Erased


def list_clearings(*, whom: Erased) -> tuple[Clearing, ...]:
    """List their leads, which lose the name and what colleagues wrote about them."""
    cases = Case.objects.filter(person_key__in=whom.keys)
    counted = CountedLead.objects.filter(person_key__in=whom.keys)
    return (
        Clearing(
            cases,
            {
                "person_name": WORD,
                "sent_note": "",
                "note": "",
                "answer": "",
                "paused_for": "",
                "packet": {},
            },
        ),
        Clearing(Act.objects.filter(case__in=cases.values("pk")), {"note": ""}),
        Clearing(Pause.objects.filter(case__in=cases.values("pk")), {"reason": ""}),
        Clearing(Dispute.objects.filter(case__in=cases.values("pk")), {"reason": "", "note": ""}),
        Clearing(Ruled.objects.filter(dispute__case__in=cases.values("pk")), {"note": ""}),
        Clearing(Ruled.objects.filter(case__in=cases.values("pk")), {"note": ""}),
        Clearing(counted, {"person_name": WORD}),  # a name of one word is found by no search
    )
