"""The page of a one-time link: it says what will be done, and does it only when it is pressed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.notice.cards import Asked
from sameroom.notice.web import links
from sameroom.notice.web.links import ActPage, LinkNotOpenError, NotSaidError, Standing
from sameroom.webkit.access import needs, reader_of
from sameroom.webkit.rights import Right


@needs(Right.OPEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link is for; do it by POST alone, for mail scanners follow every link."""
    page = links.find_page(token=token, now=clock.now())
    if page is None or reader_of(request).user_id not in {None, page.user_id}:
        raise Http404
    if request.method != "POST":
        status = 200 if page.standing is Standing.OPEN else 410
        return _answer(request, page, standing=page.standing, status=status)
    try:
        done = links.use(token=token, data=request.POST.dict(), now=clock.now())
    except NotSaidError as error:
        return _answer(request, page, standing=page.standing, form=error.form, status=422)
    except LinkNotOpenError as error:
        return _answer(request, page, standing=error.standing, status=410)
    except SameroomError as error:
        return _answer(request, page, standing="refused", failure=error.text(), status=409)
    return _answer(request, page, standing="done", done=done)


def _answer(
    request: HttpRequest, page: ActPage, *, standing: str, failure: str = "", done: str = "",
    form: Asked | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    told = {"page": page, "standing": str(standing), "failure": failure, "done": done,
            "form": form or page.form}  # fmt: skip
    return render(request, "notice/act.html", told, status=status)
