"""Calls the parts of a page on a method in the reader's language; what they say is English."""

from django.utils.translation import gettext_lazy as _

HEADS = {
    "How it is worked out": _("How it is worked out"),
    "Formula": _("Formula"),
    "Worked example": _("Worked example"),
    "Worked examples": _("Worked examples"),
    "Worked by hand": _("Worked by hand"),
    "When not to use it": _("When not to use it"),
    "How it is tested": _("How it is tested"),
    "Check it yourself": _("Check it yourself"),
    "Source": _("Source"),
    "Changes": _("Changes"),
    "Against the touches before": _("Against the touches before"),
    "Families": _("Families"),
    "From Python, and from a table of paths": _("From Python, and from a table of paths"),
    "How far apart, how sure, and against chance": _("How far apart, how sure, and against chance"),
    "How far it can be trusted": _("How far it can be trusted"),
    "Leads still waiting": _("Leads still waiting"),
    "Not the CRM's number": _("Not the CRM's number"),
    "The models": _("The models"),
    "Three answers, side by side": _("Three answers, side by side"),
    "Two clocks": _("Two clocks"),
    "What a journey is": _("What a journey is"),
    "What counts as a decision": _("What counts as a decision"),
    "What counts as handed over": _("What counts as handed over"),
    "What is counted": _("What is counted"),
    "What the clock counts": _("What the clock counts"),
    "What the record must say": _("What the record must say"),
    "Worked example: answers": _("Worked example: answers"),
    "Worked example: weeks": _("Worked example: weeks"),
}
ANSWERS = _("What it answers")


def parts(method: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    """Give the parts of a page: the language of the heading where it stays English, it, the text.

    The first part has the page's title, which says once more what the figure is called: it is told
    by what its text tells. A part without a text is only a heading of others and is left out.
    """
    heads = {head: str(words) for head, words in HEADS.items()}
    if method:
        heads[method[0][0]] = str(ANSWERS)
    return tuple(
        ("" if head in heads else "en", heads.get(head, head), text)
        for head, text in method
        if text
    )
