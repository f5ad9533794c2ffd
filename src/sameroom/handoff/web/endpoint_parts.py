"""What the operations about leads share: the lead as its caller sees it, and why not."""

from typing import Annotated, NoReturn

from django.http import HttpRequest
from ninja import Path

from sameroom.handoff.web import listing
from sameroom.handoff.web.told import CaseOut
from sameroom.people.web.bearer import Caller, asks
from sameroom.webkit.rest import versions
from sameroom.webkit.rest.problems import Fault, Problem, not_there
from sameroom.webkit.rights import Reader, Right

READ = asks(Right.INSIDE, scope="read:leads")
WRITE = asks(Right.INSIDE, scope="write:leads")
Number = Annotated[int, Path(ge=1, lt=2**62, description="As the list gives it.")]


def get_held(reader: Reader, case_id: int) -> CaseOut:
    """Give a lead that the caller sees.

    Raises:
        Problem: 404 when they do not.
    """
    held = listing.find_held(reader=reader, case_id=case_id)
    if held is None:
        raise not_there()
    return CaseOut.model_validate(held)


def put_right(wrong: dict[str, str]) -> None:
    """Let what was told pass, unless something in it is missing or wrong.

    Raises:
        Problem: 422 with the faults by field.
    """
    if wrong:
        raise Problem(
            422, "Something is missing, or does not fit.", where=", ".join(wrong),
            remedy="Put it right, and send it again.",
            faults=[Fault(where=name, what=words) for name, words in wrong.items()],
        )  # fmt: skip


def unchanged(request: HttpRequest, caller: Caller, case_id: int) -> CaseOut:
    """Give the lead, if it is still as the caller fetched it.

    Raises:
        Problem: 412 when it is not, 428 when they do not say what they fetched.
    """
    case = get_held(caller.reader, case_id)
    try:
        versions.still(request, case)
    except Problem as problem:
        if problem.body.status != 412:
            raise
        moved_on(caller.reader, case_id, status=412)
    return case


def possible(case: CaseOut, move: str) -> None:
    """Let a move pass that the caller may make with the lead as it is now.

    Raises:
        Problem: 409 when it cannot go this way.
    """
    if move not in case.may:
        state = "gone from its system" if case.is_gone else case.state
        raise Problem(409, f"A lead that is {state} cannot go this way.", where="move",
                      remedy="`may` of the lead says what is possible.")  # fmt: skip


def moved_on(reader: Reader, case_id: int, *, status: int) -> NoReturn:
    """Say who was first, as far as the caller may know it.

    Raises:
        Problem: always, with the status given.
    """
    first = listing.tell_who_was_first(reader=reader, case_id=case_id)
    detail = f"Somebody was first. {first}" if first else "It was changed since you fetched it."
    raise Problem(
        status, detail, where="If-Match" if status == 412 else "move",
        remedy="Nothing of yours was written. Fetch the lead anew; `may` says what is possible.",
    )  # fmt: skip
