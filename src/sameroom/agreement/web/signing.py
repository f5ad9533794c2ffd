"""Who may sign, for which team."""

from sameroom.agreement.web.models import TEAMS, Signer
from sameroom.webkit.rights import Reader, Role


def team_of(*, reader: Reader) -> str:
    """Tell for which team somebody may sign: its lead, or whom an administrator named; "" else."""
    if reader.user_id is None or reader.team not in TEAMS:
        return ""
    is_named = reader.role is Role.LEAD or Signer.objects.filter(user_id=reader.user_id).exists()
    return reader.team if is_named else ""
