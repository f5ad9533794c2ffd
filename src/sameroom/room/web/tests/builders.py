"""A room with people, a refresh that is laid out, and two companies; made the same each time."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from sameroom.audit import Audit
from sameroom.people.web.models import Company, User
from sameroom.people.web.operations import Newcomer, Place, add_person
from sameroom.record.cards import Card
from sameroom.record.source_rows import SourceRow
from sameroom.record.timeline import Entry, Subject, key_of
from sameroom.record.web import operations as record
from sameroom.report.page import Page, lay_out
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from sameroom.room import keeping
from sameroom.room.laid_out import _front
from sameroom.room.web.models import EvidenceRow, EvidenceTable, ReadingPage, Refresh, State
from sameroom.webkit.rights import Role, Sees

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
PASSWORD = "seven green parrots"
ACME = key_of(noun="account", subject_id="crm:acme")
BOLT = key_of(noun="account", subject_id="crm:bolt")


@dataclass(frozen=True)
class People:
    """Who is in the room: one of each kind that sees it differently."""

    admin: User
    ada: User  # leads marketing, sees all
    sol: User  # sells, sees the team's
    own: User  # sells, sees their own only
    analyst: User
    outsider: User

    def by_kind(self) -> dict[str, User | None]:
        """Name them for the matrix."""
        return {
            "nobody": None,
            "outsider": self.outsider,
            "other team": replace_sees(self.ada, Sees.TEAM),
            "own only": self.own,
            "same team": self.sol,
            "lead": self.ada,
            "analyst": self.analyst,
            "admin": self.admin,
        }


def replace_sees(user: User, sees: Sees) -> User:
    """Make a colleague of somebody who sees less."""
    made = a_person(f"Other {user.name}", team=user.team, sees=sees)
    return made


def a_person(
    name: str,
    *,
    team: str = "",
    role: Role = Role.MEMBER,
    sees: Sees = Sees.ALL,
    is_admin: bool = False,
    member_id: str = "",
) -> User:
    """Make somebody who can sign in."""
    address = f"{name.lower().replace(' ', '.')}@tessaro.example"
    number = add_person(
        who=Newcomer(address, name, PASSWORD),
        place=Place(team, role, sees, is_admin),
        member_id=member_id,
        now=NOW,
    )
    return User.objects.get(pk=number)


def people() -> People:
    """Make the company and its people."""
    Company.objects.create(name="Tessaro", set_up_at=NOW)
    return People(
        admin=a_person("Ruth", team="management", role=Role.LEAD, is_admin=True),
        ada=a_person("Ada", team="marketing", role=Role.LEAD),
        sol=a_person("Sol", team="sales", sees=Sees.TEAM, member_id="crm:2"),
        own=a_person("Oda", team="sales", sees=Sees.OWN, member_id="crm:3"),
        analyst=a_person("Noor", team="management", role=Role.ANALYST),
        outsider=a_person("Max"),
    )


@cache  # the same for every test, which only reads it
def _laid_out() -> Page:
    return lay_out(audit=an_audit(), placed=PLACED, areas=AREAS)


def a_refresh(audit: Audit | None = None) -> Refresh:
    """Lay an audit out as if a job had."""
    page = _laid_out() if audit is None else lay_out(audit=audit, placed=PLACED, areas=AREAS)
    one = Refresh.objects.create(
        cause="import", asked_at=NOW, finished_at=NOW, state=State.DONE,
        front=keeping.to_text(_front(page)),
    )  # fmt: skip
    sections = [section for chapter in page.chapters for section in chapter.sections]
    ReadingPage.objects.bulk_create(
        ReadingPage(
            refresh=one, measure=section.name, area="Handoff", place=place,
            question=section.question, section=keeping.to_text(replace(section, rows=())),
        )
        for place, section in enumerate(sections)
    )  # fmt: skip
    record.write_subjects(generation=one.pk, subjects=some_subjects())
    record.write_source_rows(generation=one.pk, rows=some_source_rows())
    record.write_entries(generation=one.pk, entries=some_entries())
    record.show(generation=one.pk, team_sizes={"sales": 9, "marketing": 4})
    return one


def some_rows(one: Refresh, *, cells: tuple[str, ...] = ("crm:L1", "Spring fair")) -> EvidenceTable:
    """Put rows behind a reading: of Acme (sales'), of Bolt (marketing's), of nobody, of unknown."""
    table = EvidenceTable.objects.create(
        refresh=one, measure="acceptance", place=1, title="Leads turned down",
        columns=["Lead", "Campaign"], total=4,
    )  # fmt: skip
    told = [("account", ACME, False), ("account", BOLT, False), ("", "", True), ("", "", False)]
    for place, (noun, key, is_open) in enumerate(told, start=1):
        EvidenceRow.objects.create(
            table=table, place=place, cells=[f"row {place}", *cells[1:]], noun=noun, key=key,
            is_open=is_open,
        )  # fmt: skip
    return table


def some_subjects() -> list[Subject]:
    """List Acme, which a seller owns, and Bolt, with which only marketing had to do."""
    return [
        Subject(ACME, "account", "Acme", {"industry": "Steel"}, "crm:3", frozenset({"sales"})),
        Subject(BOLT, "account", "Bolt", {"industry": "Paper"}, "", frozenset({"marketing"})),
    ]


def some_source_rows() -> list[SourceRow]:
    """List what Acme and Bolt are made of: Acme of three rows, one of which its CRM merged."""
    told = (
        (ACME, "crm:acme", "Acme", "own id", ""),
        (ACME, "mail:acme", "Acme <b>Works</b>", "same domain", "acme.example"),
        (ACME, "crm:acme-old", "Acme Ltd", "merged in its system", "crm:acme"),
        (BOLT, "crm:bolt", "Bolt", "own id", ""),
    )
    return [
        SourceRow(
            key, "account", Card(ref, ref.partition(":")[0], {"name": name}), rule, evidence,
            is_first=rule == "own id",
        )
        for key, ref, name, rule, evidence in told
    ]  # fmt: skip


def some_entries() -> list[Entry]:
    """List what happened with Acme: a call by Oda, a form, a mail by somebody of marketing."""
    return [
        an_entry("1", side="sales", kind="call", member=("crm:3", "Oda Lenz", "sales")),
        an_entry("2", side="marketing", kind="form"),
        an_entry("3", side="marketing", kind="email", member=("crm:9", "Ada Winter", "marketing")),
    ]


def an_entry(
    number: str,
    *,
    side: str,
    kind: str,
    member: tuple[str, str, str] = ("", "", ""),
    about: str = "Spring fair",
) -> Entry:
    """Make something that happened with Acme."""
    noun = "activity" if member[0] else "touch"
    return Entry(
        f"{noun} {number}", datetime(2026, 6, int(number), tzinfo=UTC), side, noun, kind, about, "",
        *member, "", ACME, "",
    )  # fmt: skip
