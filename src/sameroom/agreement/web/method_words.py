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
}


def parts(method: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    """Give the parts of a page: the language of the heading where it stays English, it, the text.

    A part without a text is only a heading of others and is left out.
    """
    return tuple(
        ("" if head in HEADS else "en", str(HEADS.get(head, head)), text)
        for head, text in method
        if text
    )
