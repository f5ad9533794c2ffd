"""People for programs: who calls, and whom they know here."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from sameroom import clock
from sameroom.people.web import own, queries
from sameroom.people.web.bearer import asks, caller_of
from sameroom.people.web.models import User
from sameroom.webkit.rest import versions
from sameroom.webkit.rest.examples import example
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import answers, not_there
from sameroom.webkit.rights import Right

ROUTER = Router(tags=["people"])


class Me(Schema):
    """Whoever made the token, and what they may."""

    id: int
    name: str
    email: str
    team: str
    role: str
    sees: str
    is_admin: bool


class Renaming(Schema):
    """A new name for oneself."""

    model_config = example(name="Ruth Amsel")

    name: str = Field(
        min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$"
    )


class PersonOut(Schema):
    """Somebody who works here."""

    id: int
    name: str
    team: str
    role: str
    is_active: bool


class PeopleOut(Schema):
    """A page of people, by their number."""

    items: list[PersonOut]
    next: str | None


class TeamOut(Schema):
    """A team and how many people of it are here."""

    name: str
    people: int


class TeamsOut(Schema):
    """Every team."""

    items: list[TeamOut]


def _me(user: User) -> Me:
    return Me(
        id=user.pk, name=user.name, email=user.email, team=user.team, role=user.role,
        sees=user.sees, is_admin=user.is_admin,
    )  # fmt: skip


@ROUTER.get("/me", auth=asks(Right.SELF), response=answers(Me))
def get_me(request: HttpRequest) -> Me:
    """Tell who calls, and what they may."""
    return _me(caller_of(request).user)


@ROUTER.patch(
    "/me",
    auth=asks(Right.SELF, scope="write:me"),
    response=answers(Me, also=(409, 412, 428)),
    openapi_extra=versions.DOCUMENTED,
)
def change_me(request: HttpRequest, told: Renaming) -> Me:
    """Change the name of whoever calls, as long as it is still what they fetched."""
    user = caller_of(request).user
    versions.still(request, _me(user))
    own.rename(user_id=user.pk, was=user.name, name=told.name.strip(), now=clock.now())
    return _me(queries.get_user(user_id=user.pk))


@ROUTER.get("/people", auth=asks(Right.INSIDE, scope="read:people"), response=answers(PeopleOut))
def list_people(
    request: HttpRequest,
    limit: Limit,
    after: After,
    team: Annotated[str, Query("", max_length=20, description="Only of this team.")],
) -> PeopleOut:
    """List who works here."""
    place = read_cursor(cursor=after, like=(int,))
    rows = queries.list_users(after=place[0] if place else 0, team=team, limit=limit + 1)
    page, cursor = cut(rows=rows, limit=limit, place=lambda user: (user.pk,))
    return PeopleOut(items=[_person(user) for user in page], next=cursor)


@ROUTER.get(
    "/people/{int:user_id}",
    auth=asks(Right.INSIDE, scope="read:people"),
    response=answers(PersonOut),
)
def get_person(
    request: HttpRequest, user_id: Annotated[int, Path(description="As the list gives it.")]
) -> PersonOut:
    """Give somebody who works here."""
    user = queries.find_user(user_id=user_id) if user_id < 2**62 else None
    if user is None:
        raise not_there()
    return _person(user)


@ROUTER.get("/teams", auth=asks(Right.INSIDE, scope="read:people"), response=answers(TeamsOut))
def list_teams(request: HttpRequest) -> TeamsOut:
    """List the teams."""
    counts = queries.count_teams()
    return TeamsOut(items=[TeamOut(name=name, people=count) for name, count in counts])


def _person(user: User) -> PersonOut:
    return PersonOut(
        id=user.pk, name=user.name, team=user.team, role=user.role, is_active=user.is_active
    )
