"""The parts of the agreement as the pattern page shows them."""

from datetime import UTC, datetime

from sameroom.agreement.asking import Field, Group
from sameroom.agreement.compare import Change
from sameroom.agreement.web.disk import OnDisk, Standing
from sameroom.agreement.web.models import State
from sameroom.agreement.web.queries import Line
from sameroom.webkit.patterns import Pattern

CHANGE = Change("promises", "promises.first_touch.within_hours", "within hours", "8", "4")
AT = datetime(2026, 7, 6, 8, tzinfo=UTC)


def list_patterns() -> tuple[Pattern, ...]:
    """Show versions in each state, a clause's form and reason, and a file that is wrong."""
    lines = tuple(_line(number, state) for number, state in enumerate(State, start=1))
    asked = Field("days", "within hours", "Of working time.", "text", "4", is_set=True)
    wrong = Field("n", "attempts", "", "text", "x", errors=("Write a number, such as 6.",))
    group = Group("first touch", (asked, wrong))
    evidence = {"measure": "acceptance", "question": "How many leads are accepted?"}
    broken = OnDisk(
        Standing.BROUGHT, "version: 1\n", ("line 1: a version is a name in quotes.",), "1"
    )
    return (
        Pattern("in every state", "agreement/_versions.html", {"lines": lines, "labelled": "p-v"}),
        Pattern("in force", "agreement/_state.html", {"line": _line(1, State.IN_FORCE)}),
        Pattern("with a mistake", "agreement/_group.html", {"group": group, "depth": 1}),
        Pattern("by itself", "agreement/_field.html", {"field": asked}),
        Pattern(
            "with both", "agreement/_evidence.html",
            {"reason": "Leads wait too long.", "evidence": evidence},
        ),
        Pattern("side by side", "agreement/_changes.html", {"changes": (CHANGE,), "labelled": "p"}),
        Pattern("cannot be read", "agreement/_file.html", {"file": broken}),
    )  # fmt: skip


def _line(number: int, state: State) -> Line:
    signed = ("Ada (marketing)", "Sol (sales)") if state is State.IN_FORCE else ()
    return Line(number, f"2026-{number}", state, str(state.label), "Ada", AT, None, None, signed,
                1 if state is State.DRAFT else 0)  # fmt: skip
