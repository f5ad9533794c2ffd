"""Writes that may be sent again: what was done once is not done twice, and is answered the same."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from sameroom.webkit.models import RepeatableCall
from sameroom.webkit.rest import versions
from sameroom.webkit.rest.problems import Problem

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT_FOR = timedelta(days=2)
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A word of your own for this act. Sent again with the same word, it is "
    "not done twice, and the first answer is given again.",
    "schema": {"type": "string", "maxLength": LONGEST},
}
DOCUMENTED = {"parameters": [PARAMETER]}
DOCUMENTED_WITH_STATE = {"parameters": [PARAMETER, versions.HEADER]}  # for what asks for If-Match


def once(
    request: HttpRequest,
    *,
    caller: int,
    now: datetime,
    status: int,
    act: Callable[[], Schema],
) -> HttpResponse:
    """Act, unless the caller has sent the same before; then give the same answer again.

    Args:
        caller: whose word it is: the number of a person.
        now: when.
        status: of the answer where it is done.
        act: does it, within the transaction that keeps its answer. Whether it is there, allowed and
            possible is asked in here too: what was done once is answered the same, whatever has
            changed since.

    Raises:
        Problem: when the word was used for something else.
    """
    word = request.headers.get(HEADER, "")
    if not word:
        return _answer(status, versions.write(act()))
    if len(word) > LONGEST or not word.isprintable():
        raise Problem(422, "This word cannot be used.", where=HEADER, remedy="Use a UUID.")
    asked = _hash(request)
    try:
        with transaction.atomic():
            kept = RepeatableCall.objects.create(
                caller_id=caller, word=word, asked=asked, status=status, at=now
            )
            answer = versions.write(act())
            RepeatableCall.objects.filter(pk=kept.pk).update(answer=answer)
    except IntegrityError:
        before = RepeatableCall.objects.filter(caller_id=caller, word=word).first()
        if before is None:
            raise
        return _again(before, asked)
    return _answer(status, answer)


def sweep(*, now: datetime) -> None:
    """Forget what nobody will send again."""
    RepeatableCall.objects.filter(at__lt=now - KEPT_FOR).delete()


def _again(before: RepeatableCall, asked: str) -> HttpResponse:
    if before.asked != asked:
        raise Problem(
            422,
            "This word was used for another act.",
            where=HEADER,
            remedy="Draw a new one for each act.",
        )
    response = _answer(before.status, before.answer)
    response["Idempotent-Replayed"] = "true"
    return response


def _answer(status: int, text: str) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")


def _hash(request: HttpRequest) -> str:
    what = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(what).hexdigest()
