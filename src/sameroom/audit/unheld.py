"""Which conditions of the ideal customer ask for what no record holds."""

from sameroom.audit.document import Engine
from sameroom.errors import nearest

KNOWN = ("industry", "country", "region", "employees", "annual_revenue")
ASKED = "select distinct attribute from icp_criterion order by attribute"
HELD = "select distinct name from attribute where content is not null order by name"


def warn_of_unheld(*, engine: Engine) -> tuple[str, ...]:
    """Say of each attribute the ideal customer names, but no record holds, that nobody can meet it.

    Attributes are compared as the agreement's values are: whatever their case.
    """
    asked = [str(name) for name in engine.ask(ASKED)["attribute"].to_pylist()]
    if not asked:
        return ()
    filled = engine.filled("account")
    held = [name for name in KNOWN if filled.get(name, 0)]
    held += [str(name) for name in engine.ask(HELD)["name"].to_pylist()]
    lowered = {name.lower() for name in held}
    return tuple(_warning(name, held) for name in asked if name.lower() not in lowered)


def _warning(name: str, held: list[str]) -> str:
    known = ", ".join(f"“{one}”" for one in sorted(set(held))[:8])
    told = (
        f"The ideal customer asks for “{name}”, which no customer or lead on record has, so nobody "
        "can be told to meet it.",
        nearest(name, held).replace('"', "“", 1).replace('"', "”", 1),
        f"On record: {known}." if known else "Nothing like it is on record.",
        "Correct ideal_customer in agreement.yaml, or export that column too.",
    )
    return " ".join(filter(None, told))
