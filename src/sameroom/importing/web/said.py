"""Says in the reader's language what the pure half of imports says in English."""

from django.utils.translation import gettext_lazy as _

# A test holds that each kind and noun of `importing/wording.py` is here.
WORDS = {
    "people": _("people"),
    "leads, with who they are": _("leads, with who they are"),
    "people of your own company": _("people of your own company"),
    "companies": _("companies"),
    "deals": _("deals"),
    "products": _("products"),
    "moves from one stage to another": _("moves from one stage to another"),
    "campaigns": _("campaigns"),
    "what people did: clicks, forms, visits": _("what people did: clicks, forms, visits"),
    "content: papers, videos, pages": _("content: papers, videos, pages"),
    "uses of content": _("uses of content"),
    "money spent on advertising": _("money spent on advertising"),
    "calls, mails, meetings": _("calls, mails, meetings"),
    "service cases": _("service cases"),
    "texts that reached somebody": _("texts that reached somebody"),
    "people of your own": _("people of your own"),
    "leads": _("leads"),
    "moves between stages": _("moves between stages"),
    "what people did": _("what people did"),
    "days of spending": _("days of spending"),
    "pieces of content": _("pieces of content"),
    "texts": _("texts"),
    "further properties": _("further properties"),
    "decisions on who is who": _("decisions on who is who"),
    "its own number": _("its own number"),
    "when it was last changed": _("when it was last changed"),
    "left out": _("left out"),
    "not decided yet": _("not decided yet"),
    "nothing we read": _("nothing we read"),
}


def say(words: str) -> str:
    """Say words of the pure half; what is not among them stays as it is."""
    return str(WORDS.get(words, words))
