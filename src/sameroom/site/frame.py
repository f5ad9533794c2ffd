"""What the frame around every page shows: where one can go, whose room it is, who is looking."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from sameroom.discover import of_web_halves
from sameroom.notice.web.api import road_of_mail
from sameroom.notice.web.queries import MOST_COUNTED, count_unread, unread_of
from sameroom.people.web.models import Company, User
from sameroom.room.web import eyes
from sameroom.site import look
from sameroom.webkit import rights
from sameroom.webkit.access import reader_of
from sameroom.webkit.places import Place, letters
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a page."""

    words: str
    href: str
    is_here: bool
    key: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page."""

    company: str
    is_demo: bool
    has_eyes: bool  # whether the reader may see it with other eyes
    ways: tuple[Way, ...]
    here: str  # what the place is called where one is; "" where that is no place
    menu: tuple[Way, ...]
    look: str
    single_sign_on: str  # what it is called; "" where there is none
    has_keys: bool
    unread: int  # things in the reader's inbox
    mail: str  # where mails go: "sent", "terminal", "nowhere"

    @property
    def is_set_up(self) -> bool:
        """Tell whether the room has a company; asked by the few pages that one sees before."""
        return Company.objects.exists()


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give templates the frame."""
    is_known = hasattr(request, "user")  # a request may be refused before anybody looks who it is
    reader = reader_of(request) if is_known else rights.NOBODY
    company, unread = _find_company(reader)
    ways = _ways(request, reader, is_daily=True)
    menu = _ways(request, reader, is_daily=False)
    return {
        "frame": Frame(
            company=company.name if company else "",
            is_demo=bool(company and company.is_demo),
            has_eyes=_has_eyes(request, company),
            ways=ways,
            here=next((way.words for way in (*ways, *menu) if way.is_here), ""),
            menu=menu,
            has_keys=_has_keys(request),
            look=f"{reverse('look')}?v={look.version()}",
            single_sign_on=settings.OIDC_NAME if settings.OIDC_ISSUER else "",
            unread=unread,
            mail=road_of_mail(),
        )
    }


def _find_company(reader: Reader) -> tuple[Company | None, int]:
    """Find whose room it is and what the reader has not read, in one question once it is set up."""
    if not reader.team or reader.user_id is None:
        return None, 0
    found = _COMPANY(user_id=reader.user_id)
    if found:
        unread: int = found[0].unread
        return found[0], min(unread, MOST_COUNTED)
    return None, count_unread(user_id=reader.user_id)


def _company(*, user_id: int) -> QuerySet[Company]:
    return Company.objects.annotate(unread=unread_of(user_id=user_id)).order_by("pk")[:1]


_COMPANY: Prepared[Any] = Prepared(_company)  # Any: a company with a number of its own


def _has_eyes(request: HttpRequest, company: Company | None) -> bool:
    """Tell whether the reader may borrow the eyes of somebody who is invented."""
    if company is None or not isinstance(request.user, User):
        return False
    lent_by = request.session.get(eyes.LENT_BY)
    return eyes.may_borrow(user=request.user, lent_by=lent_by, company=company)


def _has_keys(request: HttpRequest) -> bool:
    """Tell whether single keys lead anywhere; nowhere while nobody has signed in."""
    if not hasattr(request, "user"):
        return False
    user = request.user
    return user.is_authenticated and user.has_keys


@cache
def places() -> tuple[Place, ...]:
    """Gather the places that web halves declare, in their order."""
    found = (place for half in of_web_halves("places") for place in half.PLACES)
    return tuple(sorted(found, key=lambda place: (place.order, place.url_name)))


def _ways(request: HttpRequest, reader: Reader, *, is_daily: bool) -> tuple[Way, ...]:
    match = request.resolver_match
    here = match.url_name if match else ""
    keys = letters(places())
    return tuple(
        Way(
            words=str(place.words),
            href=reverse(place.url_name),
            is_here=place.url_name == here,
            key=keys[place.url_name],
        )
        for place in places()
        if place.is_daily is is_daily and rights.has(right=place.right, reader=reader)
    )
