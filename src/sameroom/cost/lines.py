"""The lines of the cost page: each is rows × assumption, drawn ten thousand times.

Cash was spent and bought nothing; expected loss is margin that was probably missed. The two are
never added. Which lead belongs to which line is settled in `tables/leak_row.sql`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from sameroom.cost.draws import Inputs
from sameroom.stats.bootstrap import Numbers

CASH, EXPECTED = "cash", "expected loss"
LEAST_WORKED = 30  # leads worked, before the usual chance to win is believed
LEAST_SALES = 5  # deals won with an amount


@dataclass(frozen=True, slots=True)
class Moment:
    """What SQL counted: cases, how many of them are known or won, and their sums."""

    cases: int = 0
    known: int = 0
    amount: float = 0.0
    squares: float = 0.0


Moments = Mapping[str, Moment]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cost.

    Args:
        figure: its name.
        kind: cash or expected loss.
        drawn: what it may be, draw by draw.
        count: how many rows it stands on.
        words: rows × assumption, as a sentence.
        inputs: the names of the drawn inputs it uses.
        may_be_nought: whether none of its cases shows that anything was lost.
    """

    figure: str
    kind: str
    drawn: Numbers
    count: int
    words: str
    inputs: tuple[str, ...] = ()
    may_be_nought: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """A line that cannot be told, and why."""

    figure: str
    have: int
    need: int
    missing: str
    bring: str = ""


Told = Line | Silent
CONTENT_LINES = ("unused_content_cost", "made_twice_cost")
LEAKS = ("never_worked", "rejected", "off_segment", "late", "none")
NO_ACTS = "No act of sales on any lead is on record."
NO_DATES = "Nothing imported says when a lead was handed over, so none can be called overdue."
DATES = "The day each lead was created or handed over, from your CRM."
ACTS = "The acts of your sales team: calls, mails, meetings, with their dates."
DECISIONS = "The leads' status with its history: who accepted or rejected which, and when."
SEGMENTS = "Your customers and leads with industry, size, country or other properties."
CONTENT = "A list of your content with title, whom it is meant for, date and cost."


def get(moments: Moments, name: str) -> Moment:
    """Get what was counted under a name; nothing when there was nothing."""
    return moments.get(name, Moment())


def list_lines(*, moments: Moments, inputs: Inputs) -> list[Told]:
    """Work out every line, capped so that nothing costs more than there was to lose."""
    makers: tuple[Callable[[Moments, Inputs], Iterator[Told]], ...] = (
        _never_worked, _rejected, _off_segment, _late, _content,
    )  # fmt: skip
    told = [line for make in makers for line in make(moments, inputs)]
    return _capped(told, moments, inputs)


def _lead_cost(moments: Moments, inputs: Inputs, name: str) -> tuple[Numbers, tuple[str, ...]]:
    """Add up what leads cost: as recorded where known, as assumed where nothing is."""
    moment = get(moments, name)
    unknown = moment.cases - moment.known
    if unknown == 0:
        return inputs.guess("cost_per_lead") * 0 + moment.amount, ()
    return moment.amount + unknown * inputs.guess("cost_per_lead"), ("cost_per_lead",)


def _never_worked(moments: Moments, inputs: Inputs) -> Iterator[Told]:
    worked, left = get(moments, "worked"), get(moments, "leads never_worked")
    missing, bring = ("", "") if worked.cases else (NO_ACTS, ACTS)
    if not left.cases and get(moments, "leads undated").cases:
        missing, bring = NO_DATES, DATES
    if missing:
        for figure in ("never_worked_cost", "never_worked_loss"):
            yield Silent(figure, 0, 1, missing, bring)
        return
    drawn, used = _lead_cost(moments, inputs, "leads never_worked")
    words = f"{left.cases:,} leads that nobody followed up × {_price(left)}"
    yield Line("never_worked_cost", CASH, drawn, left.cases, words, used)
    yield _missed(moments, inputs, worked, left)


def _missed(moments: Moments, inputs: Inputs, worked: Moment, left: Moment) -> Told:
    silent = _no_sales("never_worked_loss", moments)
    if silent or worked.cases < LEAST_WORKED:
        return silent or Silent("never_worked_loss", worked.cases, LEAST_WORKED, "", ACTS)
    chance = inputs.share("usual chance to win", hits=worked.known, cases=worked.cases)
    drawn = left.cases * chance * inputs.guess("untouched_win_share") * _margin(moments, inputs)
    words = (
        f"{left.cases:,} leads that nobody followed up × the usual chance to win "
        f"({worked.known:,} of {worked.cases:,}) × the part of it they would have had (assumed) "
        "× margin of a sale"
    )
    used = ("usual chance to win", "untouched_win_share", "margin_share", "amount of a sale")
    return Line("never_worked_loss", EXPECTED, drawn, left.cases, words, used)


def _rejected(moments: Moments, inputs: Inputs) -> Iterator[Told]:
    decided, lost = get(moments, "decided"), get(moments, "leads rejected")
    if decided.cases == 0 or lost.cases == 0:
        what = "rejection" if decided.cases else "decision"
        yield Silent("rejected_cost", 0, 1, f"No {what} of any lead is on record.", DECISIONS)
        return
    if get(moments, "explained").cases == 0:
        missing = (
            "Neither contacts nor reasons are on record, so leads rejected unseen cannot be told "
            "from leads that were worked and lost."
        )
        yield Silent("rejected_cost", 0, 1, missing, ACTS)
        return
    drawn, used = _lead_cost(moments, inputs, "leads rejected")
    words = f"{lost.cases:,} leads that sales rejected × {_price(lost)}"
    yield Line("rejected_cost", CASH, drawn, lost.cases, words, used)


def _off_segment(moments: Moments, inputs: Inputs) -> Iterator[Told]:
    """Count, of what was spent on segments that hardly win, the part their wins do not earn."""
    if get(moments, "segments tested").cases == 0:
        missing = "No segment has enough buyers and wins to be judged."
        yield Silent("off_segment_cost", 0, 1, missing, SEGMENTS)
        return
    names = sorted(name.removeprefix("off ") for name in moments if name.startswith("off "))
    drawn, used, cases = inputs.guess("cost_per_lead") * 0, set(), 0
    for name in names:
        tried = get(moments, f"segment {name}")
        here = inputs.share(f"win rate in {name}", hits=tried.known, cases=tried.cases)
        rest = inputs.share(f"win rate outside {name}", hits=tried.squares, cases=tried.amount)
        wasted = np.clip(1 - here / np.maximum(rest, 1e-12), 0.0, 1.0)
        cost, own = _lead_cost(moments, inputs, f"off {name}")
        drawn, cases = drawn + cost * wasted, cases + get(moments, f"off {name}").cases
        used |= {*own, f"win rate in {name}", f"win rate outside {name}"}
    where = "; ".join(names).replace("_", " ")
    words = (
        f"{cases:,} leads in segments that hardly win ({where}) × their cost × the part of it "
        "wasted because they win more rarely than elsewhere"
        if names
        else "no segment aimed at wins so rarely that chance is ruled out"
    )
    yield Line("off_segment_cost", CASH, drawn, cases, words, tuple(sorted(used)))


def _late(moments: Moments, inputs: Inputs) -> Iterator[Told]:
    """Ask how many more would have bought: late leads' own wins, without what lateness takes."""
    timed = get(moments, "answered late").cases + get(moments, "answered in time").cases
    if timed < LEAST_WORKED:
        missing = "" if timed else "When leads were first followed up is not on record."
        yield Silent("late_loss", timed, LEAST_WORKED, missing, ACTS)
        return
    silent = _no_sales("late_loss", moments)
    if silent:
        yield silent
        return
    late = get(moments, "claimed late")
    rate = inputs.share("chance of late leads to win", hits=late.known, cases=late.cases)
    loss = np.minimum(inputs.guess("late_win_loss_share"), 0.95)
    drawn = late.cases * rate * loss / (1 - loss) * _margin(moments, inputs)
    words = (
        f"{late.cases:,} leads followed up too late, of which {late.known:,} bought × the wins "
        "that lateness takes (assumed) × margin of a sale"
    )
    used = (
        "chance of late leads to win", "late_win_loss_share", "margin_share", "amount of a sale",
    )  # fmt: skip
    drawn = drawn * (late.cases > 0)
    yield Line("late_loss", EXPECTED, drawn, late.cases, words, used, late.known == 0)


def _content(moments: Moments, inputs: Inputs) -> Iterator[Told]:
    if get(moments, "listed content").cases == 0:
        for figure in ("unused_content_cost", "made_twice_cost"):
            missing = "Which content there is for sales is not on record."
            yield Silent(figure, 0, 1, missing, CONTENT)
        return
    unused, twice = get(moments, "pieces unused"), get(moments, "pieces made_twice")
    unknown = unused.cases - unused.known
    hours = inputs.guess("asset_hours")
    piece = inputs.guess("asset_cost") + hours * inputs.guess("marketing_hour")
    words = f"{unused.cases:,} pieces that sales never used × {_price(unused)}"
    used = ("asset_cost", "asset_hours", "marketing_hour") if unknown else ()
    drawn = unused.amount + unknown * piece
    yield Line("unused_content_cost", CASH, drawn, unused.cases, words, used)
    drawn = twice.cases * hours * inputs.guess("rep_hour")
    words = (
        f"{twice.cases:,} pieces that sales made beside marketing's of the same kind and stage "
        "× hours of work × an hour of a seller (both assumed)"
    )
    own = ("asset_hours", "rep_hour") if twice.cases else ()
    yield Line("made_twice_cost", CASH, drawn, twice.cases, words, own)


def _no_sales(figure: str, moments: Moments) -> Silent | None:
    sales = get(moments, "sales")
    if sales.cases >= LEAST_SALES:
        return None
    bring = "An export of deals with outcome and amount."
    return Silent(figure, sales.cases, LEAST_SALES, "", bring)


def _margin(moments: Moments, inputs: Inputs) -> Numbers:
    sales = get(moments, "sales")
    amount = inputs.mean(
        "amount of a sale", cases=sales.cases, total=sales.amount, squares=sales.squares
    )
    return amount * inputs.guess("margin_share")


def _price(moment: Moment) -> str:
    unknown = moment.cases - moment.known
    if unknown == 0:
        return "what they cost (on record)"
    if moment.known == 0:
        return "what one costs (assumed)"
    return f"what they cost ({moment.known:,} on record, {unknown:,} assumed)"


def _capped(told: list[Told], moments: Moments, inputs: Inputs) -> list[Told]:
    """Hold each side down to what there was to lose, every line in proportion.

    Cash of leads: no more than was spent, where spending is on record. Expected loss: no more
    than the margin if every lead that was not won had been an average sale.
    """
    spend = get(moments, "spend")
    leads = [
        line
        for line in told
        if isinstance(line, Line) and line.kind == CASH and line.figure not in CONTENT_LINES
    ]
    factors: dict[str, Numbers] = {}
    if spend.known:
        factors |= _factors(leads, np.full(1, spend.amount))
    missed = [line for line in told if isinstance(line, Line) and line.kind == EXPECTED]
    if missed:
        lost = sum(get(moments, f"leads {leak}").cases for leak in LEAKS)
        factors |= _factors(missed, lost * _margin(moments, inputs))
    return [
        replace(line, drawn=line.drawn * factors[line.figure])
        if isinstance(line, Line) and line.figure in factors
        else line
        for line in told
    ]


def _factors(lines: list[Line], cap: Numbers) -> dict[str, Numbers]:
    total = sum((line.drawn for line in lines), np.zeros(1))
    factor = np.minimum(1.0, cap / np.maximum(total, 1e-12))
    return {line.figure: factor for line in lines}
