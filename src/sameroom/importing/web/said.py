"""Says in the reader's language what the pure half of imports says in English."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sameroom.importing import wording
from sameroom.webkit.templatetags.local import phrase

KEPT = wording.KEPT_AS.partition("{")[0]
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
    "first name": _("first name"),
    "last name": _("last name"),
    "its own number": _("its own number"),
    "when it was last changed": _("when it was last changed"),
    "left out": _("left out"),
    "not decided yet": _("not decided yet"),
    "nothing we read": _("nothing we read"),
    "yes": _("yes"),
    "no": _("no"),
    "open": _("still open"),
    "won": _("won"),
    "lost": _("lost"),
    "new business": _("new business"),
    "expansion": _("expansion"),
    "renewal": _("renewal"),
    "win-back": _("win-back"),
    "call": _("call"),
    "mail": _("mail"),
    "meeting": _("meeting"),
    "visit": _("visit"),
    "demo": _("demo"),
    "proposal": _("proposal"),
    "task": _("task"),
    "note": _("note"),
    "message": _("message"),
    "other": _("something else"),
    "outbound": _("from us to them"),
    "inbound": _("from them to us"),
    "internal": _("among ourselves"),
    "sales": _("sales"),
    "marketing": _("marketing"),
    "service": _("service"),
    "support": _("support"),
    "management": _("management"),
    "shared": _("shared"),
    "presented": _("presented"),
    "attached": _("attached"),
    "viewed": _("viewed"),
    "downloaded": pgettext_lazy("a piece of content", "downloaded"),
    "liked": _("liked"),
    "bookmarked": _("bookmarked"),
    "commented": _("commented on"),
    "account": _("company"),
    "person": _("person"),
    "lead": _("lead"),
    "deal": _("deal"),
    "procedural": _("procedural"),
    "clerical": _("clerical"),
    "definitional": _("definitional"),
    "disqualified": _("disqualified"),
    "timing": _("timing"),
    "was chosen for it": _("was chosen for it"),
    "left empty": _("left empty"),
    "impression": _("impression"),
    "click": _("click"),
    "form": _("form"),
    "mail sent": _("mail sent"),
    "mail opened": _("mail opened"),
    "link in a mail followed": _("link in a mail followed"),
    "mail came back": _("mail came back"),
    "unsubscribe": _("opted out of mail"),
    "complaint": _("complaint"),
    "event": _("event"),
    "badge scanned": _("badge scanned"),
    "download": _("download"),
    "social": _("social network"),
}


def say_meaning(value: str) -> str:
    """Say what a word of a closed list means in the reader's language."""
    return say(wording.say_meaning(value=value))


def say(words: str) -> str:
    """Say words of the pure half; what is not among them stays as it is."""
    if words.startswith(KEPT):
        return gettext("kept as “%(name)s”") % {"name": words[len(KEPT) : -1]}
    return str(WORDS[words]) if words in WORDS else phrase(words)
