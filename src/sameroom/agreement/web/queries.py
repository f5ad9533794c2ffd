"""What the pages about the agreement show."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q

from sameroom import agreement
from sameroom.agreement import asking, compare, roles
from sameroom.agreement.agreement import Agreement, list_leaves
from sameroom.agreement.reader import read_what_can
from sameroom.agreement.web import disk, signing
from sameroom.agreement.web.disk import OnDisk
from sameroom.agreement.web.models import TEAMS, Signer, State, Version, Writing
from sameroom.people.web.models import User
from sameroom.webkit import words
from sameroom.webkit.rights import Reader, Role

MOST = 200  # versions that are listed


@dataclass(frozen=True, slots=True)
class Line:
    """A version as the list shows it."""

    number: int
    label: str
    state: str
    state_words: str
    begun_by: str
    begun_at: datetime
    in_force_at: datetime | None
    ended_at: datetime | None
    signed_by: tuple[str, ...]
    open_discussions: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Where the agreement stands."""

    in_force: Line | None
    waiting: tuple[Line, ...]  # drafts, proposed and signed ones
    past: tuple[Line, ...]
    file: OnDisk
    defaults: int
    clauses: int


def get_agreement_page() -> AgreementPage:
    """Get the version in force, what is being worked on, what was, and the file."""
    lines = [line_of(one) for one in list_versions()[:MOST]]
    file = look_at_file()
    agreed = agreed_of(file.text)
    leaves = list_leaves(agreed.clauses)
    return AgreementPage(
        in_force=next((one for one in lines if one.state == State.IN_FORCE), None),
        waiting=tuple(
            one for one in lines if one.state in {State.DRAFT, State.PROPOSED, State.SIGNED}
        ),
        past=tuple(one for one in lines if one.state in {State.SUPERSEDED, State.WITHDRAWN}),
        file=file,
        defaults=len(agreed.list_defaults()),
        clauses=len(leaves),
    )


def look_at_file() -> OnDisk:
    """Look at the record's file beside what was put in force here."""
    last = Writing.objects.order_by("-pk").first()
    return disk.look(
        wanted=last.text if last else None, is_written=bool(last and last.done_at is not None)
    )


def list_versions() -> Any:  # Any: a queryset with its counts
    """List the versions with what the lists show of them, the latest first."""
    talked = Count("discussions", filter=Q(discussions__resolved_at=None), distinct=True)
    return (
        Version.objects.select_related("begun_by")
        .prefetch_related("signatures")
        .annotate(open_discussions=talked)
        .order_by("-number")
    )


def line_of(one: Any) -> Line:  # Any: a version with its counts
    """Give a version as the lists show it."""
    return Line(
        number=one.number,
        label=one.label,
        state=one.state,
        state_words=one.get_state_display(),
        begun_by=one.begun_by.name if one.begun_by else "",
        begun_at=one.begun_at,
        in_force_at=one.in_force_at,
        ended_at=one.ended_at,
        signed_by=tuple(f"{sign.name} ({words.team(sign.team)})" for sign in one.signatures.all()),
        open_discussions=one.open_discussions,
    )


@lru_cache(maxsize=64)  # a text says the same each time, and reading it takes a while
def _read(text: str) -> tuple[Agreement, tuple[agreement.Problem, ...]]:
    return read_what_can(text=text)


def agreed_of(text: str) -> Agreement:
    """Read a text as far as it can be read; what cannot keeps its defaults."""
    return _read(text)[0]


def problems_of(text: str) -> tuple[agreement.Problem, ...]:
    """List what of a text cannot be read, each with its line and key."""
    return _read(text)[1]


@dataclass(frozen=True, slots=True)
class Side:
    """A team's signature, or that it waits."""

    team: str
    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """One key of a clause, in words."""

    about: str
    words: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class ClauseCard:
    """A clause as the version's page shows it."""

    key: str
    title: str
    about: str
    lines: tuple[Said, ...]
    more: int  # defaults that are not spelled out
    is_set: bool
    is_changed: bool  # against the version it is based on
    reason: str
    evidence: dict[str, str]
    changed_by: str
    open_discussions: int
    flags: tuple[roles.Flag, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether there is something in it to look at now: the others are folded."""
        return bool(self.is_changed or self.open_discussions or self.reason or self.flags)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that cannot be read, and the clause it is in; "" where that is not known."""

    said: str
    clause: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version with its clauses, and what the reader may do with it."""

    line: Line
    based_on: int | None
    holds_from: datetime | None
    proposed_by: str
    proposed_at: datetime | None
    ended_by: str
    end_reason: str
    sides: tuple[Side, ...]
    clauses: tuple[ClauseCard, ...]
    problems: tuple[Trouble, ...]
    brought: str  # the file it came in as
    claims: tuple[str, ...]  # who, by the file, has signed it
    signs_for: str  # the reader's team when it is theirs to sign now
    may_take_back: bool
    may_edit: bool
    may_withdraw: bool


def is_called(*, label: str) -> bool:
    """Tell whether a version has a name."""
    return Version.objects.filter(label=label).exists()


def find_version_page(*, number: int, reader: Reader) -> VersionPage | None:
    """Find the page of a version."""
    one = list_versions().select_related("proposed_by", "ended_by", "based_on", "brought").filter(
        number=number
    ).first()  # fmt: skip
    if one is None:
        return None
    signed = {sign.team: sign for sign in one.signatures.all()}
    team = signing.team_of(reader=reader)
    is_due = team not in signed and reader.user_id not in {sign.by_id for sign in signed.values()}
    brought = getattr(one, "brought", None)
    is_live = one.state not in {State.SUPERSEDED, State.WITHDRAWN}
    return VersionPage(
        line=line_of(one),
        based_on=one.based_on.number if one.based_on else None,
        holds_from=one.holds_from,
        proposed_by=one.proposed_by.name if one.proposed_by else "",
        proposed_at=one.proposed_at,
        ended_by=one.ended_by.name if one.ended_by else "",
        end_reason=one.end_reason,
        sides=tuple(
            Side(side, signed[side].name, signed[side].at) if side in signed
            else Side(side, "", None)
            for side in TEAMS
        ),
        clauses=_cards(one),
        problems=_troubles(one.text),
        brought=brought.name if brought else "",
        claims=claims_of(one.text) if brought and not signed else (),
        signs_for=team if one.state == State.PROPOSED and is_due else "",
        may_take_back=one.state == State.PROPOSED and not signed,
        may_edit=one.state == State.DRAFT,
        may_withdraw=is_live and (bool(team) or reader.is_admin or one.state == State.DRAFT),
    )  # fmt: skip


def claims_of(text: str) -> tuple[str, ...]:
    """List who, by a file, is said to have signed it; here nobody has by that."""
    signed = agreed_of(text).clauses.signed
    return tuple(side.name for side in (signed.marketing, signed.sales) if side.name)


def _troubles(text: str) -> tuple[Trouble, ...]:
    clauses = {key for key, _card in asking.list_clauses()}
    heads = [(one.key.partition(".")[0], one.text()) for one in problems_of(text)]
    return tuple(Trouble(said, head if head in clauses else "") for head, said in heads)


def _cards(one: Any) -> tuple[ClauseCard, ...]:  # Any: a version with its counts
    agreed = agreed_of(one.text)
    before = agreed_of(one.based_on.text) if one.based_on else agreed
    changed = {change.clause for change in compare.compare(before=before, after=agreed)}
    work = {each.clause: each for each in one.clauses.select_related("changed_by")}
    talked = dict(
        one.discussions.filter(resolved_at=None).values_list("clause").annotate(Count("pk"))
    )
    flags = roles.list_flags(steps=agreed.clauses.roles)
    cards = []
    for key, card in asking.list_clauses():
        said = said_of(agreed, key)
        shown = [line for line in said if not line.is_default] or said[:4]
        note = work.get(key)
        cards.append(
            ClauseCard(
                key=key,
                title=title_of(key),
                about=card.about,
                lines=tuple(shown),
                more=len(said) - len(shown),
                is_set=any(not line.is_default for line in said),
                is_changed=key in changed,
                reason=note.reason if note else "",
                evidence=note.evidence if note else {},
                changed_by=note.changed_by.name if note and note.changed_by else "",
                open_discussions=talked.get(key, 0),
                flags=flags if key == "roles" else (),
            )
        )
    return tuple(cards)


def title_of(clause: str) -> str:
    """Give the name of a clause as a person reads it."""
    return clause.replace("_", " ").capitalize()


def said_of(agreed: Agreement, clause: str) -> list[Said]:
    """Say each key of a clause in words."""
    lines = []
    for leaf in list_leaves(agreed.clauses):
        if leaf.key.partition(".")[0] != clause:
            continue
        about = compare.about_of(leaf)
        is_default = agreed.is_default(leaf.key)
        lines += [
            Said(_named(about, compare.name_in_words(leaf, name), is_alone=leaf.key == clause),
                 words, is_default)
            for name, words in compare.items_in_words(leaf.value, leaf.clause.how).items()
        ]  # fmt: skip
    return lines


def find_text(*, number: int) -> str | None:
    """Find the text of a version, as `agreement.yaml` has it: signed where it was signed."""
    from sameroom.agreement.web.operations import stamped

    one = Version.objects.filter(number=number).first()
    if one is None:
        return None
    if one.in_force_at is None:
        return one.text
    return stamped(version=one, now=one.in_force_at)


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Somebody who signs, may be named, or is."""

    user_id: int
    name: str
    team: str
    is_lead: bool
    is_named: bool


def list_signers() -> tuple[SignerLine, ...]:
    """List the people of both teams, and who of them may sign."""
    named = set(Signer.objects.values_list("user_id", flat=True))
    users = User.objects.filter(team__in=TEAMS, is_active=True).order_by("team", "name", "pk")
    return tuple(
        SignerLine(one.pk, one.name, one.team, one.role == Role.LEAD, one.pk in named)
        for one in users
    )


def _named(about: str, name: str, *, is_alone: bool) -> str:
    """Name a part of a clause; where the clause is nothing else, its meaning stands above."""
    return name if is_alone and name else f"{about}: {name}" if name else about


def may_put_back(*, reader: Reader) -> bool:
    """Tell whether somebody may have the file written anew: who signs, or looks after the data."""
    runs = reader.is_admin or reader.role is Role.ANALYST
    return bool(reader.team) and (runs or bool(signing.team_of(reader=reader)))
