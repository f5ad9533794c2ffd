"""Draws the pictures of the hand-over's readings, as SVG that is as wide as its place.

Nothing has a style of its own: classes say what a thing is, the stylesheet how it looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LEFT, WIDE = 9.0, 88.0  # of a picture's width, in per cent: where it begins, and how far it goes
TOP, FLOOR, HIGH = 16.0, 168.0, 198.0
ROW = 50.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its range; `text` stands at its end, `mark` is what was promised."""

    label: str
    value: float
    low: float | None
    high: float | None
    text: str
    mark: float | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """A column of counts: its kinds from the bottom up, and the words under and on it."""

    counts: tuple[tuple[str, int], ...]
    tick: str
    note: str


def _frame(*inside: SafeString, high: float, label: str, kind: str = "") -> SafeString:
    return format_html(
        '<svg class="fare {}" width="100%" height="{}" role="img" aria-label="{}" '
        'focusable="false">{}</svg>',
        kind, _n(high), label, _join(inside),
    )  # fmt: skip


def _join(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((one,) for one in parts))


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(words: str, *, x: float, y: float, kind: str = "", anchor: str = "start") -> SafeString:
    return format_html('<text class="{}" x="{}%" y="{}" text-anchor="{}">{}</text>',
                       kind, _n(x), _n(y), anchor, words)  # fmt: skip


def _rect(*, x: float, y: float, wide: float, high: float, kind: str, note: str = "") -> SafeString:
    title = format_html("<title>{}</title>", note) if note else ""
    return format_html(
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" rx="3">{}</rect>',
        kind, _n(x), _n(y), _n(max(wide, 0.0)), _n(high), title,
    )  # fmt: skip


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> SafeString:
    return format_html('<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
                       kind, _n(x1), _n(y1), _n(x2), _n(y2))  # fmt: skip


def bars(*, bars: Sequence[Bar], label: str, top: float = 1.0) -> SafeString:
    """Draw shares as bars below each other, each with its range and what was promised."""
    parts: list[SafeString] = []
    scale = 100.0 / max(top, 1e-9)
    for place, one in enumerate(bars):
        y = place * ROW
        parts += [
            _text(one.label, x=0, y=y + 15, kind="fare-label"),
            _text(one.text, x=100, y=y + 15, kind="fare-value", anchor="end"),
            _rect(x=0, y=y + 23, wide=100, high=12, kind="fare-rail"),
            _rect(x=0, y=y + 23, wide=one.value * scale, high=12, kind=f"fare-bar {one.kind}"),
        ]
        if one.low is not None and one.high is not None:
            low, high = one.low * scale, min(one.high * scale, 100.0)
            parts += [_line(low, y + 29, high, y + 29, "fare-range"),
                      _line(low, y + 25, low, y + 33, "fare-range"),
                      _line(high, y + 25, high, y + 33, "fare-range")]  # fmt: skip
        if one.mark is not None:
            at = min(one.mark * scale, 99.6)
            parts.append(_line(at, y + 19, at, y + 39, "fare-promise"))
    return _frame(*parts, high=ROW * len(bars), label=label, kind="fare-bars")


def columns(
    *, stacks: Sequence[Stack], label: str, grid: Sequence[tuple[float, str]], top: float
) -> SafeString:
    """Draw counts as columns side by side, each made up of its kinds."""
    each = WIDE / max(len(stacks), 1)
    parts = _grid(grid, top)
    for place, one in enumerate(stacks):
        x, y = LEFT + place * each, FLOOR
        for kind, count in one.counts:
            high = (FLOOR - TOP) * count / max(top, 1e-9)
            y -= high
            if count:
                parts.append(_rect(x=x + each * 0.12, y=y, wide=each * 0.76,
                                   high=max(high - 1, 1), kind=kind, note=one.note))  # fmt: skip
        if one.tick:
            parts.append(_text(one.tick, x=x + each / 2, y=HIGH - 10, kind="fare-tick",
                               anchor="middle"))  # fmt: skip
    return _frame(*parts, high=HIGH, label=label, kind="fare-columns")


def small_columns(*, stacks: Sequence[Stack], label: str, top: float) -> SafeString:
    """Draw the same small, without a scale, to be held against its like."""
    each, high = 100.0 / max(len(stacks), 1), 64.0
    parts = [_line(0, high - 0.5, 100, high - 0.5, "fare-grid")]
    for place, one in enumerate(stacks):
        y = high - 1
        for kind, count in one.counts:
            tall = (high - 4) * count / max(top, 1e-9)
            y -= tall
            if count:
                parts.append(_rect(x=place * each + each * 0.1, y=y, wide=each * 0.8,
                                   high=max(tall - 0.5, 1), kind=kind, note=one.note))  # fmt: skip
    return _frame(*parts, high=high, label=label, kind="fare-small")


def _grid(grid: Sequence[tuple[float, str]], top: float) -> list[SafeString]:
    drawn: list[SafeString] = []
    for value, words in grid:
        y = _y(value, top)
        drawn += [_line(0, y, 100, y, "fare-grid"), _text(words, x=0, y=y - 4, kind="fare-scale")]
    return drawn


def _y(value: float, top: float) -> float:
    return FLOOR - (FLOOR - TOP) * min(max(value / max(top, 1e-9), 0.0), 1.0)


def curve(
    *,
    spots: Sequence[tuple[float, float, float, float]],
    promised: float,
    promised_words: str,
    ticks: Sequence[tuple[float, str]],
    grid: Sequence[tuple[float, str]],
    label: str,
) -> SafeString:
    """Draw the share still waiting as working hours pass, with its band and the promised time."""
    longest = spots[-1][0] or 1.0
    line = _steps([(x / longest, value) for x, value, _, _ in spots])
    upper = _steps([(x / longest, high) for x, _, _, high in spots])
    lower = _steps([(x / longest, low) for x, _, low, _ in spots])
    parts = [*_grid(grid, 1.0), _laid(upper + lower[::-1], line)]
    if 0 < promised <= longest:
        x = LEFT + WIDE * promised / longest
        is_left = x > 60
        parts += [
            _line(x, TOP - 8, x, FLOOR, "fare-promise"),
            _text(promised_words, x=x - 1.2 if is_left else x + 1.2, y=TOP - 5, kind="fare-said",
                  anchor="end" if is_left else "start"),
        ]  # fmt: skip
    parts += [
        _text(words, x=LEFT + WIDE * at / longest, y=HIGH - 10, kind="fare-tick",
              anchor="start" if at == 0 else "middle")
        for at, words in ticks if at <= longest * 0.97
    ]  # fmt: skip
    return _frame(*parts, high=HIGH, label=label, kind="fare-curve")


@dataclass(frozen=True, slots=True)
class Dot:
    """A share in a month: months since the year nought, and its range."""

    at: int
    tick: str
    value: float
    low: float
    high: float


def trend(
    *,
    dots: Sequence[Dot],
    promised: float | None,
    grid: Sequence[tuple[float, str]],
    top: float,
    label: str,
) -> SafeString:
    """Draw a share month by month: its range, and what was promised.

    A month that cannot be told keeps its place, and no line is drawn across it.
    """
    first, far = dots[0].at, max(dots[-1].at - dots[0].at, 1)
    parts = _grid(grid, top)
    for run in _runs(dots):
        places = [(one.at - first) / far for one in run]
        ends = [
            [_spot(x, y, top) for x, y in zip(places, values, strict=True)]
            for values in (
                [one.value for one in run], [one.high for one in run], [one.low for one in run],
            )
        ]  # fmt: skip
        if len(run) > 1:
            parts.append(_laid(ends[1] + ends[2][::-1], ends[0]))
        else:
            parts.append(_line(ends[0][0][0], ends[1][0][1], ends[0][0][0], ends[2][0][1],
                               "fare-reach"))  # fmt: skip
    if promised is not None:
        parts.append(_line(LEFT, _y(promised, top), 100, _y(promised, top), "fare-promise"))
    last = -99.0
    for one in dots:
        x, y = _spot((one.at - first) / far, one.value, top)
        parts.append(format_html('<circle class="fare-point" cx="{}%" cy="{}" r="4"/>',
                                 _n(x), _n(y)))  # fmt: skip
        if x - last >= 15:
            last = x
            anchor = "start" if one is dots[0] else "end" if one is dots[-1] else "middle"
            parts.append(_text(one.tick, x=x, y=HIGH - 10, kind="fare-tick", anchor=anchor))
    return _frame(*parts, high=HIGH, label=label, kind="fare-trend")


def _runs(dots: Sequence[Dot]) -> list[list[Dot]]:
    runs: list[list[Dot]] = []
    for one in dots:
        if not runs or one.at - runs[-1][-1].at > 1:
            runs.append([])
        runs[-1].append(one)
    return runs


def _spot(x: float, value: float, top: float) -> tuple[float, float]:
    return LEFT + WIDE * x, _y(value, top)


def _steps(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    for x, value in spots:
        at = _spot(x, value, 1.0)
        if corners:
            corners.append((at[0], corners[-1][1]))
        corners.append(at)
    return corners


def _laid(band: Sequence[tuple[float, float]], line: Sequence[tuple[float, float]]) -> SafeString:
    """Lay a band and a line over the whole width."""
    return format_html(
        '<svg x="0" y="0" width="100%" height="{0}" viewBox="0 0 100 {0}" '
        'preserveAspectRatio="none"><path class="fare-band" d="{1}Z"/>'
        '<path class="fare-line" d="{2}"/></svg>', _n(HIGH), _path(band), _path(line),
    )  # fmt: skip


def _path(spots: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in spots)
