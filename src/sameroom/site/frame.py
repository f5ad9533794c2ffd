"""What the frame around every page shows: where one can go, whose room it is, who is looking."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sameroom.discover import of_web_halves
from sameroom.people.web.queries import find_company
from sameroom.site import look
from sameroom.webkit import rights
from sameroom.webkit.access import reader_of
from sameroom.webkit.places import Place
from sameroom.webkit.rights import Reader


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a page."""

    words: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page."""

    company: str
    is_demo: bool
    ways: tuple[Way, ...]
    menu: tuple[Way, ...]
    look: str
    single_sign_on: str  # what it is called; "" where there is none


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give templates the frame."""
    is_known = hasattr(request, "user")  # a request may be refused before anybody looks who it is
    reader = reader_of(request) if is_known else rights.NOBODY
    company = find_company() if reader.team else None
    return {
        "frame": Frame(
            company=company.name if company else "",
            is_demo=bool(company and company.is_demo),
            ways=_ways(request, reader, is_daily=True),
            menu=_ways(request, reader, is_daily=False),
            look=f"{reverse('look')}?v={look.version()}",
            single_sign_on=settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        )
    }


@cache
def places() -> tuple[Place, ...]:
    """Gather the places that web halves declare, in their order."""
    found = (place for half in of_web_halves("places") for place in half.PLACES)
    return tuple(sorted(found, key=lambda place: (place.order, place.words)))


def _ways(request: HttpRequest, reader: Reader, *, is_daily: bool) -> tuple[Way, ...]:
    match = request.resolver_match
    here = match.url_name if match else ""
    return tuple(
        Way(place.words, reverse(place.url_name), place.url_name == here)
        for place in places()
        if place.is_daily is is_daily and rights.has(right=place.right, reader=reader)
    )
