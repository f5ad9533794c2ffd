"""Who may give leads from one to another: pure decisions."""

from sameroom.handoff.moves import MARKETING, SALES
from sameroom.webkit.rights import Reader, Role


def may_give_any(*, reader: Reader, has_sales_lead: bool) -> bool:
    """Tell whether a reader gives out leads that are not theirs.

    The lead of sales does; where there is none, marketing's. An administrator always may, so that
    there is somebody in every room.
    """
    if reader.role is Role.LEAD and reader.team == SALES:
        return True
    if reader.role is Role.LEAD and reader.team == MARKETING and not has_sales_lead:
        return True
    return bool(reader.team) and reader.is_admin


def may_give(*, reader: Reader, owner_id: str, has_sales_lead: bool) -> bool:
    """Tell whether a reader may give this lead to somebody: their own they may hand on."""
    is_own = bool(reader.team and reader.member_id) and reader.member_id == owner_id
    return is_own or may_give_any(reader=reader, has_sales_lead=has_sales_lead)


def may_say_away(*, reader: Reader, member_id: str, team: str) -> bool:
    """Tell whether a reader says when somebody is away: for themselves, a lead for their team."""
    if not reader.team or not member_id:
        return False
    is_own = reader.member_id == member_id
    return is_own or reader.is_admin or (reader.role is Role.LEAD and reader.team == team)
