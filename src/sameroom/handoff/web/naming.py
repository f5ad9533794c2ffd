"""What one of us is called, for whom."""

from collections.abc import Mapping

from sameroom.people.web.models import User
from sameroom.webkit.rights import Reader, called
from sameroom.webkit.words import instead_of_names


def name_user(user: User | None, reader: Reader, sizes: Mapping[str, int]) -> str:
    """Call one of us as the reader may know them; "" for nobody."""
    if user is None:
        return ""
    if user.pk == reader.user_id:
        return instead_of_names(user.team).you
    return call(user.member_id or f"user:{user.pk}", user.name, user.team, reader, sizes)


def call(member_id: str, name: str, team: str, reader: Reader, sizes: Mapping[str, int]) -> str:
    """Call somebody whom the record knows as the reader may know them; "" for nobody."""
    if not member_id:
        return ""
    return called(reader=reader, member_id=member_id, name=name, team=team,
                  size=sizes.get(team, 0), words=instead_of_names(team))  # fmt: skip
