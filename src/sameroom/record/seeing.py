"""Whose each company, person and deal is: the scopes in which it is seen, beside everybody's."""

from sameroom.record.timeline import ASKED, Asking, list_sides

Scopes = tuple[str, ...]


def of_team(team: str) -> str:
    """Name the scope of a team."""
    return f"team:{team}"


def of_owner(member_id: str) -> str:
    """Name the scope of whoever owns a subject."""
    return f"own:{member_id}"


def list_scopes(*, engine: Asking) -> dict[tuple[str, str], Scopes]:
    """List by noun and id who sees a subject, beside those who see everything.

    Whoever nobody owns and no team had to do with is left out.
    """
    found: dict[tuple[str, str], Scopes] = {}
    alike: dict[Scopes, Scopes] = {}  # a few, that are the same for very many
    for noun, question in ASKED.items():
        sides = list_sides(engine=engine, noun=noun)
        rows = engine.ask(f"select id, owner_id, owner_team from ({question}) as subjects")
        told = zip(*(rows.column(name).to_pylist() for name in rows.column_names), strict=True)
        for subject_id, owner_id, owner_team in told:
            teams = sides.get(subject_id, set()) | ({owner_team} if owner_team else set())
            own = (of_owner(owner_id),) if owner_id else ()
            if scopes := (*own, *(of_team(team) for team in sorted(teams))):
                found[noun, subject_id] = alike.setdefault(scopes, scopes)
    return found
