"""The gap picture: a row a disconnect, marketing at one end, sales at the other."""

from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from sameroom.engines.catalog import Placed
from sameroom.measure import Gap, Reading
from sameroom.report import figures, wording
from sameroom.report.charts import lines, tracks
from sameroom.report.figures import Figure, Setting
from sameroom.report.money import Bill, Line

SMALL = 0.05  # nearer than this, two ends are not called apart
FEWEST = 3  # months that make a trend
WIDER = 0.03  # a change of the distance that is worth a word
SURE = 2.58  # standard errors it must be large: one page shows about five, one in a hundred each


@dataclass(frozen=True, slots=True)
class Month:
    """The distance in one month: months since the year nought, and its variance by chance."""

    number: int
    distance: float
    variance: float


@dataclass(frozen=True, slots=True)
class End:
    """One team's end: where its dot is and what it says."""

    team: str
    words: str
    figure: Figure
    x: float
    is_promise: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One disconnect.

    Args:
        anchor: where its section is.
        apart: how far the ends are from one another, in words.
        who: who should act, and how; "" where a promise is kept.
        why: what stands out among its parts, in a sentence; "" where nothing does.
        clear: whether the ranges leave any doubt that there is a gap.
        kept: whether one end is a promise that the other keeps, so that nothing is amiss.
        sure: the same in words.
        lines: what it costs.
        trend: the distance month by month, drawn; "" when months are too few.
    """

    anchor: str
    title: str
    who: str
    why: str
    marketing: End
    sales: End
    apart: str
    distance: float
    clear: bool
    kept: bool
    sure: str
    cost_words: str
    lines: tuple[Line, ...]
    svg: Markup
    trend: Markup
    trend_words: str

    @property
    def is_apart(self) -> bool:
        """Tell whether the ends are clearly, and not just slightly, apart."""
        return self.clear and self.distance >= SMALL and not self.kept

    @property
    def is_doubtful(self) -> bool:
        """Tell whether there may be a gap, or none: the ranges of its ends touch."""
        return not self.clear and not self.kept

    @property
    def cost(self) -> float:
        """Add up what it costs, to sort by."""
        return sum(line.figure.number for line in self.lines)


def find_row(
    *, placed: Placed, told: list[Reading], bill: Bill, setting: Setting, why: str = ""
) -> Row | None:
    """Make the row of a measure that shows on the gap picture, when both ends can be told."""
    gap = placed.measure.gap
    if gap is None:
        return None
    ends = [figures.whole(told=told, figure=name) for name in (gap.marketing, gap.sales)]
    if ends[0] is None or ends[1] is None:
        return None
    marketing = _end("marketing", gap.marketing_words, ends[0], placed, setting)
    sales = _end("sales", gap.sales_words, ends[1], placed, setting)
    return _row(placed, gap, (marketing, sales), _by_month(told, gap), bill, why)


def in_order(rows: list[Row]) -> tuple[Row, ...]:
    """Sort rows by what they cost, then by how far the teams are apart."""
    return tuple(sorted(rows, key=lambda row: (-row.cost, -row.distance, row.title)))


def _end(team: str, words: str, reading: Reading, placed: Placed, setting: Setting) -> End:
    measure = placed.measure
    figure = figures.show(reading=reading, measure=measure, setting=setting)
    word = figures.promised(measure=measure, figure=reading.figure, setting=setting)
    said = f"{wording.clean(words)}, {word}" if word else wording.clean(words)
    return End(team=team, words=said, figure=figure, x=reading.value, is_promise=bool(word))


def _row(
    placed: Placed, gap: Gap, ends: tuple[End, End], months: list[Month], bill: Bill, why: str
) -> Row:
    marketing, sales = ends
    kept = marketing.is_promise and sales.x >= marketing.x
    distance = abs(marketing.x - sales.x)
    clear = _is_clear(marketing, sales)
    own = tuple(line for line in bill.lines() if placed.measure.name in line.measures)
    said = f"marketing {marketing.figure.text}, {marketing.words}"
    heard = f"sales {sales.figure.text}, {sales.words}"
    return Row(
        anchor=f"measure-{placed.measure.name}",
        title=wording.clean(gap.title),
        who="" if kept else wording.clean(gap.who),
        why="" if kept else why,
        marketing=marketing,
        sales=sales,
        apart=f"{_points(distance)} {'better than promised' if kept else 'apart'}",
        distance=distance,
        clear=clear,
        kept=kept,
        sure="promise kept" if kept else _sure(distance) if clear else "may be chance",
        cost_words=_no_cost(bill, placed, kept=kept),
        lines=own,
        svg=tracks.gap(
            marketing=_spot(marketing),
            sales=_spot(sales),
            label=f"{gap.title}: {said}; {heard}; {_points(distance)} apart",
        ),
        trend=_trend(months, gap.title),
        trend_words=_trend_words(months),
    )


def _spot(end: End) -> tracks.End:
    return tracks.End(at=end.x, low=end.figure.low, high=end.figure.high)


def _sure(distance: float) -> str:
    return "clear gap" if distance >= SMALL else "small gap"


def _no_cost(bill: Bill, placed: Placed, *, kept: bool) -> str:
    """Say why a row has no line of cost: it has none, it is not told, or nothing is amiss."""
    if kept:
        return "nothing to pay for"
    if placed.measure.name in bill.untold_measures:
        return "cost not told yet"
    return "no cost line of its own"


def _is_clear(marketing: End, sales: End) -> bool:
    """Tell whether the two ranges leave room between them."""
    low, high = sorted((marketing, sales), key=lambda end: end.x)
    top = low.x if low.figure.high is None else low.figure.high
    bottom = high.x if high.figure.low is None else high.figure.low
    return top < bottom


def _points(distance: float) -> str:
    points = distance * 100
    written = f"{points:.1f}".removesuffix(".0") if points < 10 else f"{points:.0f}"
    return f"{written}{wording.SPACE}point{'' if written == '1' else 's'}"


def _by_month(told: list[Reading], gap: Gap) -> list[Month]:
    """List the distance month by month; an end without months stands still."""
    marketing, sales = (_months(told, name) for name in (gap.marketing, gap.sales))
    still = [figures.whole(told=told, figure=name) for name in (gap.marketing, gap.sales)]
    distances = []
    for month in sorted(set(marketing) | set(sales)):
        left = marketing.get(month) if marketing else still[0]
        right = sales.get(month) if sales else still[1]
        if left is not None and right is not None:
            moving = [one for one in (marketing.get(month), sales.get(month)) if one]
            variance = sum(_variance(one) for one in moving)
            distances.append(Month(month, abs(left.value - right.value), variance))
    return distances


def _months(told: list[Reading], figure: str) -> dict[int, Reading]:
    """Find a figure's readings by month, the months counted from the year nought."""
    found: dict[int, Reading] = {}
    for reading in told:
        if reading.figure == figure and figures.keys(reading.part) == ("month",):
            year, _, month = reading.part[0][1].partition("-")
            if year.isdigit() and month[:2].isdigit():
                found[int(year) * 12 + int(month[:2])] = reading
    return found


def _variance(reading: Reading) -> float:
    """Tell how far chance moves a share: half a case on either side keeps it from being nought."""
    if reading.interval is None:
        return 0.0
    share = (reading.value * reading.count + 0.5) / (reading.count + 1)
    return share * (1 - share) / max(reading.count, 1)


def _trend(months: list[Month], title: str) -> Markup:
    if len(months) < FEWEST:
        return Markup("")
    first, length = months[0].number, months[-1].number - months[0].number
    points = [((month.number - first) / length, month.distance) for month in months]
    said = ", ".join(_points(month.distance) for month in months)
    return lines.spark(points=points, label=f"{title}, distance by month: {said}")


def _trend_words(months: list[Month]) -> str:
    """Say whether the first third of the months and the last are apart by more than chance."""
    if len(months) < FEWEST:
        return ""
    third = max(len(months) // 3, 1)
    ends = [sum(one.distance for one in part) / third for part in (months[:third], months[-third:])]
    change = ends[1] - ends[0]
    blur = sqrt(sum(one.variance for one in (*months[:third], *months[-third:]))) / third
    if abs(change) <= SURE * blur:
        return "no change that can be told from chance"
    if abs(change) < WIDER:
        return "about the same all along"
    return f"{'wider' if change > 0 else 'closer'} by {_points(abs(change))}"
