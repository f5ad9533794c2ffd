"""What things are assumed to cost, each as a range."""

from dataclasses import dataclass
from typing import Any

from sameroom.agreement import shape
from sameroom.agreement.place import Place
from sameroom.agreement.shape import clause


@dataclass(frozen=True, slots=True)
class Guess:
    """A number nobody knows exactly: a low, a likely and a high value."""

    low: float
    likely: float
    high: float


def a_guess(*, high: float = 1e12) -> shape.Kind:
    """Allow a range: a list of low, likely and high, or one number that is known."""
    ask = "[low, likely, high] in rising order, or one number"

    def read(value: Any, place: Place) -> Guess:  # Any: whatever stands in the file
        ends = list(value) if isinstance(value, list) else [value] * 3
        fine = all(isinstance(n, int | float) and not isinstance(n, bool) for n in ends)
        if not fine or len(ends) != 3 or not 0 <= ends[0] <= ends[1] <= ends[2] <= high:
            place.wrong(value, ask + (f", none above {high:g}" if high < 1e12 else ""))
            return Guess(0.0, 0.0, 0.0)
        return Guess(float(ends[0]), float(ends[1]), float(ends[2]))

    how = shape.How("share guess" if high == 1 else "guess")
    return shape.Kind(ask, read, how)


def money_guess(about: str, low: float, likely: float, high: float) -> Any:  # Any: as field
    """Declare an assumed amount."""
    return clause(about, a_guess(), default=Guess(low, likely, high))


@dataclass(frozen=True, slots=True)
class Costs:
    """Assumptions of the cost page. Each is a range and is carried through to the result."""

    cost_per_lead: Guess = money_guess(
        "money spent for one lead, used only where no spend is known", 30, 80, 200
    )
    rep_hour: Guess = money_guess("an hour of a seller, all costs included", 35, 55, 90)
    marketing_hour: Guess = money_guess("an hour of a marketer, all costs included", 35, 50, 80)
    margin_share: Guess = clause(
        "what remains of a sale after its own costs, as a share",
        a_guess(high=1),
        default=Guess(0.2, 0.4, 0.6),
    )
    asset_cost: Guess = money_guess("making one piece of content, outside costs", 300, 900, 2500)
    asset_hours: Guess = money_guess("hours of work in one piece of content", 6, 14, 30)
    act_minutes: Guess = money_guess("minutes of a sales act whose length is not known", 5, 12, 30)
    late_win_loss_share: Guess = clause(
        "by how much a late first contact lowers the chance to win, as a share of that chance",
        a_guess(high=1),
        default=Guess(0.0, 0.1, 0.3),
    )
    untouched_win_share: Guess = clause(
        "the chance to win an untouched lead had it been worked, as a share of the usual chance",
        a_guess(high=1),
        default=Guess(0.2, 0.5, 0.9),
    )
