"""What to do next: at most five things for each reader, what weighs most first."""

from collections import Counter
from dataclasses import dataclass

from sameroom.report.gaps import Row
from sameroom.report.money import Line
from sameroom.webkit.rights import Reader, Right, Role, has
from sameroom.webkit.things import Thing

MOST = 5
ANCHOR = "measure-"
AGREEMENT = "/agreement"
TEAMS = ("marketing", "sales", "service", "support")


@dataclass(frozen=True, slots=True)
class State:
    """How things stand, besides the readings.

    Args:
        people: how many may sign in.
        defaults: how many clauses of the agreement nobody has set.
        untold: disconnects that cannot be told, and what would tell them.
        failure: why the last refresh failed; "" when it did not.
        has_second_factor: whether the reader signs in with one.
    """

    people: int = 0
    defaults: int = 0
    untold: tuple[tuple[str, str, str], ...] = ()
    failure: str = ""
    has_second_factor: bool = True


def list_things(
    *, reader: Reader, rows: tuple[Row, ...], state: State, others: tuple[Thing, ...] = ()
) -> tuple[Thing, ...]:
    """List what a reader is to do, at most five things.

    Args:
        others: what other parts of the room ask of the reader.

    Whoever looks after the data and the people is told first what keeps others from working; then
    come the clear gaps that the reader's own team is to act on, the dearest first. What
    other parts ask stands by its rank.
    """
    agrees = not any(thing.href == AGREEMENT for thing in others)  # one thing is asked once
    own = (*_to_run(reader, state), *(_to_agree(reader, state) if agrees else ()))
    found = [*own, *others, *_to_close(reader, rows), *_to_bring(reader, state)]
    return tuple(sorted(found, key=lambda thing: thing.rank)[:MOST])


def is_asked(*, reader: Reader, who: str) -> bool:
    """Tell whether the sentence of who acts names the reader's team, or nobody's in particular."""
    named = who.split(":")[0].lower()
    teams = [team for team in TEAMS if team in named]
    return not teams or reader.team in teams or reader.team == "management"


def _to_run(reader: Reader, state: State) -> list[Thing]:
    found = []
    if state.failure and has(right=Right.RUN, reader=reader):
        found.append(_first("See why the last refresh failed.", state.failure, "/data"))
    if reader.is_admin and state.people < 2:
        why = "You are alone here; both teams have to be in the room."
        found.append(_first("Invite the leads of sales and marketing.", why, "/people/invite"))
    if reader.is_admin and not state.has_second_factor:
        why = "Whoever has your password could let others in."
        found.append(_first("Turn on the second factor of your account.", why, "/account/2fa/"))
    return found


def _first(words: str, why: str, href: str) -> Thing:
    """Ask for what keeps others from working."""
    return Thing(words, why, href, rank=10, lang="en")


def _to_close(reader: Reader, rows: tuple[Row, ...]) -> list[Thing]:
    return [
        Thing(
            words=_sentence(row.who, reader),
            why=f"{row.title}: {row.apart}",
            href=f"/readings/{row.anchor.removeprefix(ANCHOR)}",
            worth=_worth(row.lines),
            lang="en",
        )
        for row in rows
        if row.is_apart and row.who and is_asked(reader=reader, who=row.who)
    ]


def _worth(lines: tuple[Line, ...]) -> str:
    """Say what it costs: one amount alone, else what kind each is, and of a kind what each is for.

    Nothing else tells two amounts of one kind apart.
    """
    if len(lines) == 1:
        return lines[0].about
    kinds = Counter(line.kind for line in lines)
    return " · ".join(
        f"{line.kind} – {line.figure.label}: {line.about}"
        if kinds[line.kind] > 1
        else f"{line.kind}: {line.about}"
        for line in lines
    )


def _to_bring(reader: Reader, state: State) -> list[Thing]:
    if not (has(right=Right.RUN, reader=reader) or reader.role is Role.LEAD):
        return []
    return [
        Thing(
            f"Bring: {bring}",
            f"Then “{title}” can be told.",
            f"/readings/{name}",
            rank=80,
            lang="en",
        )
        for title, name, bring in state.untold
        if bring
    ]


def _to_agree(reader: Reader, state: State) -> list[Thing]:
    if not state.defaults or reader.role is not Role.LEAD:
        return []
    values = "1 value" if state.defaults == 1 else f"{state.defaults:,} values"
    return [
        Thing(
            f"Agree on what nobody has set: {values}.",
            "Readings stand on defaults that neither team chose.",
            AGREEMENT,
            rank=70,
            lang="en",
        )
    ]


def _sentence(who: str, reader: Reader) -> str:
    """Leave out who is asked, where it is the reader: "Marketing: go …" is "Go …"."""
    head, _, rest = who.partition(": ")
    text = rest if rest and head.lower() == reader.team else who
    return text[:1].upper() + text[1:]
