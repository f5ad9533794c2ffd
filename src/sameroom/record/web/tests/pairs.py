"""Pairs worth a look, in the generation that is shown."""

from sameroom.record.cards import Card
from sameroom.record.review import Kind, Pair
from sameroom.record.web import matching
from sameroom.record.web.queries import find_shown


def a_pair(number: int = 1, *, kind: Kind = Kind.CONTRADICTS, is_joined: bool = True) -> Pair:
    """Make a pair of people; their names differ and their address does not."""
    mail = f"ada{number}@acme.example"
    return Pair(
        noun="person",
        left=Card(f"crm:{number}", "crm", {"name": "Ada Stone", "email": mail, "title": "Buyer"}),
        right=Card(f"mail:{number}", "mail", {"name": f"Bo <b>Kim</b> {number}", "email": mail}),
        kind=kind,
        is_joined=is_joined,
        evidence=("same email", mail),
    )


def write(*pairs: Pair) -> list[Pair]:
    """Write pairs into the generation that is shown."""
    shown = find_shown()
    assert shown is not None
    matching.write_pairs(generation=shown.generation, pairs=pairs)
    return list(pairs)
