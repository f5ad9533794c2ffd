"""The people of the invented company, whose eyes a visitor may borrow."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sameroom.people.web import operations as people
from sameroom.people.web import tokens
from sameroom.people.web.models import Company, User
from sameroom.people.web.operations import Newcomer, Place
from sameroom.webkit import audit
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role, Sees

DOMAIN = "tessaro.example"
LENT_BY = "eyes_lent_by"  # in the session: the number of the administrator


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody of the cast, and what to look for with their eyes."""

    name: str
    team: str
    role: Role
    sees: Sees
    comes_to: str | Promise
    is_admin: bool = False


CAST = (
    Part("Ruth Amsel", "management", Role.LEAD, Sees.ALL,
         _("Leads revenue: know on Monday which three things to fix."), is_admin=True),
    Part("Ada Winter", "marketing", Role.LEAD, Sees.ALL,
         _("Leads marketing: see what became of every lead, and why leads are rejected.")),
    Part("Katharina Brandt", "sales", Role.LEAD, Sees.ALL,
         _("Leads sales: see the promises kept both ways, and who of the team needs help.")),
    Part("Jonas Feld", "sales", Role.MEMBER, Sees.TEAM,
         _("Sells: sees the leads, people and deals of his team, and his own acts by name.")),
    Part("Noor Haddad", "management", Role.ANALYST, Sees.ALL,
         _("Looks after the data: what is missing, and what a figure stands on.")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Eyes:
    """Somebody to see as."""

    user_id: int
    name: str
    team: str
    comes_to: str


def address_of(name: str) -> str:
    """Give the address of somebody of the cast."""
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"


def bring_cast(*, company: str, members: dict[str, str], now: datetime) -> None:
    """Make the invented company and its people, for whoever has the link; none has a password.

    Args:
        members: who they are in the record, by name.
    """
    Company.objects.update_or_create(
        only=True, defaults={"name": company, "is_demo": True, "set_up_at": now}
    )
    for part in CAST:
        _add(part, members, now, is_admin=part.is_admin)


def lend_cast(*, members: dict[str, str], now: datetime) -> None:
    """Bring the invented company's people into a room that somebody set up and filled with it.

    None of them has a password or administers anything; administrators may borrow their eyes.

    Args:
        members: who they are in the record, by name.
    """
    with transaction.atomic():
        Company.objects.update(is_demo=True)
        for part in CAST:
            _add(part, members, now, is_admin=False)


def _add(part: Part, members: dict[str, str], now: datetime, *, is_admin: bool) -> None:
    if User.objects.filter(email=address_of(part.name)).exists():
        return
    people.add_person(
        who=Newcomer(address_of(part.name), part.name),
        place=Place(part.team, part.role, part.sees, is_admin),
        member_id=members.get(part.name, ""),
        now=now,
        is_invented=True,
    )


def may_borrow(*, user: User, lent_by: object, company: Company | None) -> bool:
    """Tell whether somebody may see the record as one of the cast.

    Where nobody has a password, whoever is in may. Else administrators may, and whoever wears
    eyes that an administrator lent; in neither case once the company's own data came in.

    Args:
        lent_by: the number of the administrator, as the session has it; None for nobody.
        company: whose room it is.
    """
    if company is None or not company.is_demo:
        return False
    if company.eyes_hash:
        return True
    if not _lends(user) and find_lender(lent_by=lent_by) is None:
        return False
    return not AuditEntry.objects.filter(action="import.done").exists()


def find_lender(*, lent_by: object) -> User | None:
    """Find the administrator who lent the eyes that a session wears, to be themselves again."""
    if not isinstance(lent_by, int):
        return None
    user = User.objects.filter(pk=lent_by).first()
    return user if user is not None and _lends(user) else None


def _lends(user: User) -> bool:
    return user.is_active and user.is_admin and not user.is_invented


def note_borrowed(*, user: User, by: User, now: datetime) -> None:
    """Note in the log that somebody sees the record as one of the cast from now on."""
    audit.record("eyes.borrowed", at=now, by=by, subject=user.pk)


def list_cast() -> tuple[Eyes, ...]:
    """List whose eyes there are."""
    users = {user.email: user for user in User.objects.filter(is_invented=True)}
    return tuple(
        Eyes(user.pk, user.name, user.get_team_display(), str(part.comes_to))
        for part in CAST
        if (user := users.get(address_of(part.name))) and user.is_active
    )


def is_one_of_the_cast(*, user: User) -> bool:
    """Tell whether somebody is of the cast of an invented company: only they may be borrowed."""
    is_demo = Company.objects.filter(is_demo=True).exists()
    names = {address_of(part.name) for part in CAST}
    return is_demo and user.is_active and user.is_invented and user.email in names


def is_key(*, token: str) -> bool:
    """Tell whether a link lets its holder choose; only an invented company has one."""
    company = Company.objects.filter(is_demo=True).first()
    return company is not None and company.eyes_hash == tokens.hash_of(token)


def make_key() -> str:
    """Make the link anew that lets its holder choose; gives its token."""
    token = tokens.draw()
    Company.objects.filter(is_demo=True).update(eyes_hash=tokens.hash_of(token))
    return token
