"""What the frame around every page shows: where one can go, whose room it is, who is looking."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from sameroom.people.web.queries import find_company
from sameroom.site import look
from sameroom.webkit import rights
from sameroom.webkit.access import reader_of
from sameroom.webkit.rights import Reader, Right

PLACES = (
    ("The gap", "first_page", Right.INSIDE),
    ("Report", "report", Right.WHOLE),
    ("People", "people", Right.INSIDE),
    ("Data", "data", Right.RUN),
    ("Log", "log", Right.ADMIN),
)


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
    look: str


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give templates the frame."""
    is_known = hasattr(request, "user")  # a request may be refused before anybody looks who it is
    reader = reader_of(request) if is_known else rights.NOBODY
    company = find_company() if reader.team else None
    return {
        "frame": Frame(
            company=company.name if company else "",
            is_demo=bool(company and company.is_demo),
            ways=_ways(request, reader),
            look=f"{reverse('look')}?v={look.version()}",
        )
    }


def _ways(request: HttpRequest, reader: Reader) -> tuple[Way, ...]:
    match = request.resolver_match
    here = match.url_name if match else ""
    return tuple(
        Way(words, reverse(name), name == here)
        for words, name, right in PLACES
        if rights.has(right=right, reader=reader)
    )
