"""Who may do what, and whose records they see: pure decisions, one place for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FEWEST_TOGETHER = 5  # a team smaller than this is not named: its name would name a person


class Role(StrEnum):
    """What somebody is here."""

    MEMBER = "member"
    LEAD = "lead"
    ANALYST = "analyst"


class Sees(StrEnum):
    """Whose accounts, people and deals somebody sees."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


class Right(StrEnum):
    """What a page asks of whoever opens it."""

    OPEN = "open"  # anybody, signed in or not
    SELF = "self"  # anybody signed in: their own account
    INSIDE = "inside"  # whoever belongs to a team
    WHOLE = "whole"  # whoever sees everything: pages that name accounts and deals of all teams
    RUN = "run"  # whoever looks after the data: analysts and administrators
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever is looking.

    Args:
        user_id: None for somebody who has not signed in.
        team: "" for somebody who belongs to no team: an outsider.
        member_id: who they are in the record; "" when that is not known.
    """

    user_id: int | None = None
    team: str = ""
    role: Role = Role.MEMBER
    sees: Sees = Sees.OWN
    is_admin: bool = False
    member_id: str = ""


NOBODY = Reader()


def has(*, right: Right, reader: Reader) -> bool:
    """Tell whether a reader has a right."""
    if right is Right.OPEN:
        return True
    if reader.user_id is None:
        return False
    if right is Right.SELF:
        return True
    if not reader.team:
        return False
    return {
        Right.INSIDE: True,
        Right.WHOLE: reader.sees is Sees.ALL,
        Right.RUN: reader.is_admin or reader.role is Role.ANALYST,
        Right.ADMIN: reader.is_admin,
    }[right]


def may_see(*, reader: Reader, owner_id: str, teams: Iterable[str]) -> bool:
    """Tell whether a reader sees a record.

    Args:
        owner_id: whose record it is; "" for nobody's.
        teams: those that own it or ever had to do with it.
    """
    if not reader.team:
        return False
    if reader.sees is Sees.ALL:
        return True
    own = bool(reader.member_id) and reader.member_id == owner_id
    return own or (reader.sees is Sees.TEAM and reader.team in set(teams))


def may_know_name(*, reader: Reader, member_id: str, team: str) -> bool:
    """Tell whether a reader learns which of us did something: that person and their lead do."""
    if not reader.team or not member_id:
        return False
    return member_id == reader.member_id or (reader.role is Role.LEAD and reader.team == team)


def team_told(*, reader: Reader, team: str, size: int) -> str:
    """Give the team that did something; "" for one so small that it would tell of a person.

    Whoever is of the team themselves knows that it was theirs.

    Args:
        size: how many people the team has.
    """
    return team if size >= FEWEST_TOGETHER or (team and team == reader.team) else ""


@dataclass(frozen=True, slots=True)
class Words:
    """How somebody is called who is not called by name; `webkit.words` gives the reader's own."""

    you: str = "You"
    one_of_us: str = "One of us"
    team: str = ""


def called(
    *,
    reader: Reader,
    member_id: str,
    name: str,
    team: str,
    size: int,
    words: Words = Words(),
) -> str:
    """Say who did something, as this reader may know it: "You", a name, a team, or one of us.

    Args:
        size: how many people the team has.
        words: for those who are not called by name; English where none are given.
    """
    if member_id and member_id == reader.member_id:
        return words.you
    if name and may_know_name(reader=reader, member_id=member_id, team=team):
        return name
    if team and size >= FEWEST_TOGETHER:
        return words.team or team.capitalize()
    return words.one_of_us if member_id or team else ""
