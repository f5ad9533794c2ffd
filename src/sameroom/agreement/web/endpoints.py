"""The agreement for programs: what is in force, its versions, and how each figure is defined.

There is no way to sign here: a signature is a person's, given on the page.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import translation
from ninja import Field, Path, Query, Router, Schema

from sameroom.agreement.agreement import Agreement, list_leaves, plain
from sameroom.agreement.web import api, comparing, queries, registry
from sameroom.agreement.web.models import State
from sameroom.engines.portable import Dialect
from sameroom.people.web.bearer import asks
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import Problem, answers, not_there
from sameroom.webkit.rights import Right

ROUTER = Router(tags=["agreement"])
READ = asks(Right.INSIDE, scope="read:agreement")
Number = Annotated[int, Path(ge=1, lt=2**31, description="Of a version.")]


class ClauseOut(Schema):
    """One key of the agreement with its value; `is_default` where nobody agreed on it."""

    key: str
    value: Any = Field(description="A text, number, list or mapping, as the file has it.")
    is_default: bool


class AgreementOut(Schema):
    """What holds now: a signed version, else the record's file, else defaults (number null)."""

    number: int | None
    label: str
    mark: str = Field(description="As readings name it in `agreement_version`.")
    in_force_at: datetime | None
    text: str = Field(description="The file, agreement.yaml, to the byte; empty for defaults.")
    clauses: list[ClauseOut]


class VersionOut(Schema):
    """A version of the agreement."""

    number: int
    label: str
    state: str = Field(description="draft, proposed, signed, in_force, superseded, withdrawn")
    begun_at: datetime
    in_force_at: datetime | None
    ended_at: datetime | None
    signed_by: list[str]
    open_discussions: int


class VersionsOut(Schema):
    """A page of versions, the latest first."""

    items: list[VersionOut]
    next: str | None


class WholeVersionOut(VersionOut):
    """A version with what it says."""

    text: str
    clauses: list[ClauseOut]


class ChangeOut(Schema):
    """One thing that two versions say differently, in words."""

    clause: str
    key: str
    about: str
    was: str
    now: str


class ChangesOut(Schema):
    """What a version says differently from another."""

    before: int
    after: int
    items: list[ChangeOut]


class FigureOut(Schema):
    """A figure and what it is."""

    name: str
    question: str
    area: str
    formula: str
    owner: str


class FiguresOut(Schema):
    """Every figure, or those in which each word that is looked for stands."""

    items: list[FigureOut]
    total: int


class FormulaChangeOut(Schema):
    """From when on a figure was worked out otherwise."""

    version: int
    on: date
    words: str


class DefinitionOut(FigureOut):
    """How a figure is defined, of which columns, and why a CRM's may differ."""

    unit: str
    version: int = Field(description="Of the formula: one more whenever it counts otherwise.")
    code_version: str = Field(description="Of the program.")
    changes: list[FormulaChangeOut] = Field(description="Since version 1, the latest first.")
    agreement: str
    symbols: list[str]
    facts: dict[str, list[str]]
    dialect: str
    sql: str
    differs: list[str]


@ROUTER.get("/agreement", auth=READ, response=answers(AgreementOut))
def get_agreement(request: HttpRequest) -> AgreementOut:
    """Give what both teams agreed on, as it holds now."""
    file = queries.look_at_file()
    signed = api.find_in_force()
    agreed = queries.agreed_of(file.text)
    return AgreementOut(
        number=signed.number if signed else None, label=signed.label if signed else "",
        mark=agreed.version, in_force_at=signed.since if signed else None, text=file.text,
        clauses=_clauses(agreed),
    )  # fmt: skip


@ROUTER.get("/agreement/versions", auth=READ, response=answers(VersionsOut))
def list_versions(
    request: HttpRequest,
    limit: Limit,
    after: After,
    state: Annotated[State | None, Query(None, description="Only in this state.")],
) -> VersionsOut:
    """List the versions, the latest first."""
    place = read_cursor(cursor=after, like=(int,))
    rows = queries.list_versions()
    rows = rows.filter(number__lt=place[0]) if place else rows
    rows = rows.filter(state=state) if state else rows
    page, cursor = cut(rows=list(rows[: limit + 1]), limit=limit, place=lambda one: (one.number,))
    return VersionsOut(
        items=[VersionOut.model_validate(queries.line_of(one)) for one in page], next=cursor
    )


@ROUTER.get("/agreement/versions/{int:number}", auth=READ, response=answers(WholeVersionOut))
def get_version(request: HttpRequest, number: Number) -> WholeVersionOut:
    """Give a version with what it says."""
    one = queries.list_versions().filter(number=number).first()
    text = queries.find_text(number=number)
    if one is None or text is None:
        raise not_there()
    line = VersionOut.model_validate(queries.line_of(one)).model_dump()
    return WholeVersionOut(**line, text=text, clauses=_clauses(queries.agreed_of(text)))


@ROUTER.get(
    "/agreement/versions/{int:number}/changes", auth=READ, response=answers(ChangesOut)
)  # fmt: skip
def list_changes(
    request: HttpRequest,
    number: Number,
    against: Annotated[int, Query(ge=1, lt=2**31, description="The version to compare with.")],
) -> ChangesOut:
    """List what a version says differently from another."""
    page = comparing.get_compare_page(before=against, after=number)
    if page.before is None or page.after is None:
        raise not_there()
    if (page.before.number, page.after.number) != (against, number):
        raise not_there()
    changes = [change for clause in page.changed for change in clause.changes]
    return ChangesOut(
        before=against, after=number,
        items=[ChangeOut.model_validate(one) for one in changes],
    )  # fmt: skip


@ROUTER.get("/definitions", auth=READ, response=answers(FiguresOut))
def list_definitions(
    request: HttpRequest,
    q: Annotated[str, Query("", max_length=100, description="Words that stand in it.")],
) -> FiguresOut:
    """List the figures with their formulas."""
    with translation.override("en"):  # as programs are answered
        page = registry.get_registry_page(asked=q.strip())
    return FiguresOut(
        items=[FigureOut.model_validate(one) for one in page.entries], total=page.total
    )


@ROUTER.get("/definitions/{name}", auth=READ, response=answers(DefinitionOut))
def get_definition(
    request: HttpRequest,
    name: Annotated[str, Path(pattern=r"^[a-z0-9_]{1,60}$", description="Of a measure.")],
    dialect: Annotated[Dialect, Query(Dialect.DUCKDB, description="Of the SQL.")],
) -> DefinitionOut:
    """Say how a figure is defined."""
    with translation.override("en"):
        found = registry.find_definition(name=name, dialect=dialect.value)
    if found is None:
        raise not_there()
    if not found.sql:
        raise Problem(422, found.dialect_note, where="dialect", remedy="Ask in another dialect.")
    return DefinitionOut(
        **FigureOut.model_validate(found.entry).model_dump(), unit=found.unit,
        version=found.version, code_version=found.code_version,
        changes=[FormulaChangeOut.model_validate(one) for one in found.changes],
        agreement=found.agreement, symbols=list(found.symbols),
        facts={noun: list(names) for noun, names in found.facts}, dialect=found.dialect,
        sql=found.sql, differs=list(found.differs),
    )  # fmt: skip


def _clauses(agreed: Agreement) -> list[ClauseOut]:
    return [
        ClauseOut(key=leaf.key, value=plain(leaf.value), is_default=agreed.is_default(leaf.key))
        for leaf in list_leaves(agreed.clauses)
    ]
