"""Which rows a company or a person is made of, for programs, and putting two side by side."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Router, Schema

from sameroom import clock
from sameroom.people.web.bearer import asks, caller_of
from sameroom.record.web import comparing, pair_lists, source_queries
from sameroom.record.web.converters import Nouns
from sameroom.record.web.match_endpoints import PairOut
from sameroom.record.web.queries import NOUNS
from sameroom.webkit.rest import repeats
from sameroom.webkit.rest.examples import example
from sameroom.webkit.rest.problems import Problem, answers, not_there
from sameroom.webkit.rights import Right

ROUTER = Router(tags=["matches"])
READ = asks(Right.INSIDE, scope="read:record")
WRITE = asks(Right.RUN, scope="write:matches")
Key = Annotated[str, Path(pattern=r"^[0-9a-f]{20}$", description="As lists and rows give it.")]
NO_ZERO = r"^[^\x00]*$"


class SourceRowOut(Schema):
    """A row of an export; `rule` is what joined it to the one that `is_first`."""

    ref: str
    origin: str
    says: dict[str, str]
    rule: str
    evidence: str
    is_first: bool


class SourceRowsOut(Schema):
    """The rows that a company or a person is made of: the first 200, and how many there are."""

    items: list[SourceRowOut]
    total: int


class CompareIn(Schema):
    """What to put beside it: a row that it is made of, or another of its kind."""

    model_config = example(other="0" * 20)

    row: str = Field("", max_length=400, pattern=NO_ZERO, description="The `ref` of a row.")
    other: str = Field("", max_length=20, pattern=NO_ZERO, description="The `key` of another.")


@ROUTER.get("/{nouns:nouns}/{key}/sources", auth=READ, response=answers(SourceRowsOut))
def list_sources(request: HttpRequest, nouns: Nouns, key: Key) -> SourceRowsOut:
    """List the rows that a company or a person is made of."""
    subject = source_queries.find_subject(
        reader=caller_of(request).reader, noun=NOUNS[nouns.value], key=key
    )
    if subject is None:
        raise not_there()
    rows = source_queries.list_rows(subject=subject)
    first = [SourceRowOut.model_validate(one) for one in rows[: source_queries.AT_ONCE]]
    return SourceRowsOut(items=first, total=len(rows))


@ROUTER.post(
    "/{nouns:nouns}/{key}/compare", auth=WRITE, response=answers(PairOut, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def compare(request: HttpRequest, nouns: Nouns, key: Key, told: CompareIn) -> HttpResponse:
    """Put two side by side; what is said of the pair is sent to its `words`."""
    caller, now = caller_of(request), clock.now()
    reader, noun = caller.reader, NOUNS[nouns.value]
    if bool(told.row) is bool(told.other):
        raise Problem(
            422, "Name one of the two: a row that it is made of, or another of its kind.",
            where="row", remedy="Send either row or other.",
        )  # fmt: skip

    def act() -> PairOut:
        try:
            if told.row:
                pair = comparing.compare_row(reader=reader, noun=noun, key=key, ref=told.row)
            else:
                pair = comparing.compare_with(reader=reader, noun=noun, key=key, other=told.other)
        except comparing.NotThereError as error:
            raise not_there() from error
        except comparing.ComparingError as error:
            raise Problem(
                409, str(comparing.WHY_NOT[type(error)]), where="row" if told.row else "other",
                remedy="Nothing was written.",
            ) from error  # fmt: skip
        return PairOut.model_validate(pair_lists.find_pair(key=pair.key))

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)
