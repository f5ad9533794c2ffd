"""Problems as programs are told them, in the form of RFC 9457: what, where, and what to do."""

from collections.abc import Sequence
from typing import Any

from ninja import Schema
from pydantic import Field

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Cannot be read",
    401: "Not signed in",
    403: "Not allowed with this token",
    404: "Not there",
    405: "Not done this way",
    409: "Changed meanwhile",
    412: "Changed meanwhile",
    422: "Something is to be put right",
    428: "A condition is missing",
    429: "Too much at once",
    500: "Our fault",
    507: "No space left",
}


class Fault(Schema):
    """One thing to put right: where it stands and what is wrong with it."""

    where: str
    what: str


class ProblemBody(Schema):
    """What went wrong, and what to do about it."""

    type: str = Field("about:blank", description="Names the kind of problem; stays the same.")
    title: str
    status: int
    detail: str
    where: str = ""
    remedy: str = ""
    faults: list[Fault] = Field(default_factory=list)


class Problem(Exception):  # noqa: N818 - the field's term
    """Stops an operation of the interface and tells its caller why.

    Args:
        status: the status of the answer.
        detail: what, as a sentence.
        where: which part of the request.
        remedy: what to do.
        faults: single things to put right.
        headers: what else the answer's head is to say.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        where: str = "",
        remedy: str = "",
        faults: Sequence[Fault] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.headers = headers or {}
        self.body = ProblemBody(
            type="about:blank",
            title=TITLES.get(status, "Not done"), status=status, detail=detail,
            where=where, remedy=remedy, faults=list(faults),
        )  # fmt: skip


NOT_THERE = "There is nothing here, or nothing that you may see."


def not_there() -> Problem:
    """Make the one answer for what is not there and for what the caller may not see."""
    return Problem(404, NOT_THERE)


def answers(
    good: type[Schema], *, status: int = 200, also: Sequence[int] = ()
) -> dict[int, Any]:  # Any: as the library has it, a model or none
    """Declare every answer of an operation: the good one, and the problems it may tell.

    Args:
        also: statuses beyond those that any operation may give.
    """
    told = {400, 401, 403, 404, 405, 422, 429, *also} - {304}
    unchanged = {304: None} if 304 in also or status == 200 else {}
    return {status: good, **unchanged, **dict.fromkeys(sorted(told), ProblemBody)}
