"""Says what happened, and heads facts, in words."""

WHAT = {
    "email_sent": "Mail sent",
    "email_open": "Mail opened",
    "email_click": "Link in a mail followed",
    "email_bounce": "Mail came back",
    "unsubscribe": "Unsubscribed",
    "complaint": "Complained about mail",
    "visit": "Visited the site",
    "click": "Clicked an advertisement",
    "form": "Filled in a form",
    "event": "Came to an event",
    "badge_scan": "Badge scanned at a fair",
    "download": "Downloaded",
    "email": "Mail written",
    "call": "Call",
    "meeting": "Meeting",
    "visit_at": "Visit",
    "demo": "Demo",
    "proposal": "Proposal",
    "task": "Task",
    "note": "Note",
    "shared": "Content shared",
    "presented": "Content presented",
    "attached": "Content attached",
    "viewed": "Content viewed",
    "downloaded": "Content downloaded",
    "handed over": "Handed over to sales",
    "opened": "Deal opened",
    "won": "Deal won",
    "lost": "Deal lost",
}
MOVED = {"lead": "Lead moved", "deal": "Deal moved", "person": "Stage changed"}
HEADS = {
    "first_channel": "First came by",
    "lifecycle_stage": "Stage",
    "created_at": "Opened",
    "closed_at": "Closed",
    "annual_revenue": "Revenue a year",
}


def what(*, noun: str, kind: str) -> str:
    """Say what happened: "Mail opened", "Deal moved"."""
    if noun == "stage_change":
        return MOVED.get(kind, "Stage changed")
    if noun == "ticket":
        return f"Service case: {kind}" if kind else "Service case"
    return WHAT.get(kind, kind.replace("_", " ").capitalize() or "Something")


def about(*, noun: str, kind: str, about: str) -> str:
    """Say what it was about: a title as it stands, a stage behind "to"."""
    if noun == "stage_change" and about:
        return f"to {about.replace('_', ' ')}"
    return about


def head(name: str) -> str:
    """Head a fact: "first_channel" is "First came by"."""
    return HEADS.get(name, name.replace("_", " ").capitalize())
