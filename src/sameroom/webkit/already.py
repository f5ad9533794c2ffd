"""Tells whoever presses a button for the second time, or after a colleague, that it is so already.

Nothing is done then, and nothing is wrong: the page is shown as it is now, with a sentence above it
of what is so and, where the log knows it, of who did it and when.
"""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sameroom.webkit.access import user_of
from sameroom.webkit.stale import find_last_act


def say(request: HttpRequest, what: str, *, acts: tuple[str, ...], subject: object = "") -> None:
    """Say what is so already, and who did it.

    Args:
        what: what is so, in a sentence.
        acts: how the log calls what made it so.
        subject: what it was done to, as the log has it.
    """
    messages.info(request, what_is(request, what, acts=acts, subject=subject))


def what_is(
    request: HttpRequest, what: str, *, acts: tuple[str, ...], subject: object = ""
) -> str:  # fmt: skip
    """Word what is so already, and who did it, for a page on which people know each other."""
    last = find_last_act(acts=acts, subject=subject)
    if last is None or last.actor_id is None:
        return what
    if last.actor_id == user_of(request).pk:
        return by_whom(what=what, who="", is_own=True, at=last.at)
    people = get_user_model()._default_manager.filter(pk=last.actor_id)
    who = str(people.values_list("name", flat=True).first() or "")
    return by_whom(what=what, who=who, at=last.at)


def by_whom(*, what: str, who: str, at: datetime, is_own: bool = False) -> str:
    """Add to what is so who made it so, and when.

    Args:
        who: as the reader may know them; "" where nobody is named.
        is_own: whether it was the reader.
    """
    when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    if is_own:
        return _("%(what)s You did that on %(at)s.") % {"what": what, "at": when}
    if not who:
        return _("%(what)s That was on %(at)s.") % {"what": what, "at": when}
    return _("%(what)s %(who)s did that on %(at)s.") % {"what": what, "who": who, "at": when}
