"""In which language somebody is written to, who chose one or not."""

from django.conf import settings

from sameroom.people.web.models import User
from sameroom.webkit.locale import name_of_language


def language_of(*, user: User | None, otherwise: str = "") -> str:
    """Tell the language that somebody chose, else the room's.

    Args:
        otherwise: what is taken where the room has none: the language of whoever acts.
    """
    chosen = name_of_language(user.language if user else "")
    return chosen or room_language() or otherwise or settings.LANGUAGE_CODE


def room_language() -> str:
    """Tell the room's language: that of whoever administers it, the longest here first.

    Whoever sets the room up in another language than English has chosen it by that. "" where no
    administrator has chosen any.
    """
    rows = User.objects.filter(is_admin=True, is_active=True).exclude(language="")
    chosen = rows.order_by("pk").values_list("language", flat=True)
    return next((one for one in chosen if name_of_language(one)), "")
