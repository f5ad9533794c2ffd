"""The pattern page: every part and component in its states, with its name."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sameroom.agreement.web.api import Unsigned
from sameroom.discover import of_web_halves
from sameroom.people.web.queries import find_company
from sameroom.room.web import queries
from sameroom.room.web.queries import Progress
from sameroom.room.web.samples import SampleForm, refused
from sameroom.webkit.access import needs, reader_of
from sameroom.webkit.offers import Offer
from sameroom.webkit.patterns import Pattern
from sameroom.webkit.rights import Right
from sameroom.webkit.searching import Hit, Hits
from sameroom.webkit.stale import Theirs
from sameroom.webkit.things import Thing

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)
TOKENS = (
    "paper", "card", "sunk", "ink", "muted", "line", "strong-line", "marketing", "marketing-soft",
    "sales", "sales-soft", "good", "good-soft", "doubt", "doubt-soft", "focus",
)  # fmt: skip
PROGRESS, THINGS, HITS = "room/_progress.html", "room/_things.html", "room/_hits.html"


def list_patterns() -> tuple[Pattern, ...]:
    """List the room's own parts."""
    broken = "The folder has no file that can be read. Bring at least one export."
    found = Hits("Companies", (Hit("Acme GmbH", "#", "acme.example"), Hit("Acme Works", "#")))
    todo = Thing("Invite the leads of sales.", "You are alone here.", "#", worth="about €12,000")
    offers = (Offer("Look it up", "#", "what it counts"), Offer("Make it a draft", "#", acts=True))
    unsigned = Unsigned(is_stated=True, draft=2, label="2026-2")
    other = Thing("Look at what was lost.", "Three deals were.", "#")
    return (
        Pattern("for the first time", PROGRESS, _progress("running", "Reading contacts.csv")),
        Pattern("once more", PROGRESS, _progress("running", "Beginning", AT, percent=31)),
        Pattern("ended badly", PROGRESS, _progress("failed", "", AT, broken)),
        Pattern("with and without a worth", THINGS, {"things": (todo, other)}),
        Pattern("found", HITS, {"found": (found,), "question": "acme"}),
        Pattern("nothing found", HITS, {"found": (), "question": "xyzzy"}),
        Pattern("on what it stands", "room/_unsigned.html", {"unsigned": unsigned}),
        Pattern("somebody was first", "_stale.html", {"stale": _theirs()}),
        Pattern("and it is over", "_stale.html", {"stale": _theirs_alone()}),
        Pattern("the disk is full", "_full.html", {"is_sent": True, "back": "/"}),
        Pattern("to look up and to do", "room/_offers.html", {"offers": offers}),
    )


def _theirs() -> Theirs:
    lines = (("Team", "Sales", "Marketing"), ("May sign in", "no", "yes"))
    return Theirs("Ada", AT, lines, "#", yours=(("Role", "Leads the team", "#"),))


def _theirs_alone() -> Theirs:
    lines = (("Why", "It was too early", ""),)
    return Theirs("Ada", AT, lines, "#", is_open=False, yours=(("Why", "Nobody can", "#"),))


def _progress(
    state: str, step: str, shown_at: datetime | None = None, failure: str = "",
    percent: int | None = None,
) -> dict[str, object]:  # fmt: skip
    # It is asked about again by a page that waits; here the picture of it stands still.
    return {"progress": Progress(state, step, failure, shown_at, percent), "is_still": True}


@needs(Right.INSIDE)
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Show every component; to administrators, and to everybody where the company is invented."""
    company = find_company()
    if not (reader_of(request).is_admin or (company and company.is_demo)):
        raise Http404
    told = {
        "parts": [one for half in of_web_halves("patterns") for one in half.list_patterns()],
        "form": SampleForm(auto_id="sample-%s"),
        "wrong": refused(),
        "tokens": TOKENS,
        "at": AT,
        "front": queries.find_front(),
    }
    return render(request, "room/patterns.html", told)
