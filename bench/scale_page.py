"""Draws and tabulates what `bench/scale.py` measured, into the part of a page between two marks."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Told = Mapping[str, Any]  # Any: what JSON holds
WIDTH, HEIGHT, LEFT, FOOT, TOP = 640, 360, 70, 50, 20
LINES = {"embedded": ("#1f6f8b", "one process"), "spark": ("#b5541c", "Spark, two workers")}
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#333}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}}"
)


def write(kept: Mapping[str, Told], *, page: Path, picture: Path) -> None:
    """Write the table into the page and the picture beside it.

    Args:
        kept: what each step took, by "step facts engine measures".
        page: whose marked part is written anew.
        picture: where the drawing goes.
    """
    text = page.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n\n{table(kept)}\n{END}{after}", "utf-8")
    picture.write_text(draw(points(kept)), "utf-8")


def points(kept: Mapping[str, Told]) -> dict[str, list[tuple[int, float]]]:
    """Give (facts, seconds) of each engine's whole audits, in order of size."""
    found: dict[str, list[tuple[int, float]]] = {}
    for key, told in kept.items():
        step, facts, engine, *named = key.split(" ")
        if step == "audit" and not named and not told["failures"]:
            found.setdefault(engine, []).append((int(facts), float(told["seconds"])))
    return {engine: sorted(some) for engine, some in found.items()}


def exponent(some: Iterable[tuple[float, float]]) -> float:
    """Give the exponent of growth: the slope of log time on log size, by least squares.

    Raises:
        ValueError: when there are fewer than two sizes.
    """
    logs = [(math.log(size), math.log(time)) for size, time in some]
    if len({size for size, _ in logs}) < 2:
        raise ValueError("growth needs two sizes")
    middle = [sum(each) / len(logs) for each in zip(*logs, strict=True)]
    across = sum((size - middle[0]) * (time - middle[1]) for size, time in logs)
    return across / sum((size - middle[0]) ** 2 for size, _ in logs)


def table(kept: Mapping[str, Told]) -> str:
    """Write the table in Markdown, with the exponents below it."""
    lines = [
        "| facts | what | engine | wall, s | CPU of this process, s | peak memory of it, MB |",
        "|--:|---|---|--:|--:|--:|",
    ]
    for key, told in sorted(kept.items(), key=lambda item: _place(item[0])):
        step, facts, engine, *named = key.split(" ")
        if step != "audit":
            continue
        what = f"{told['measures']} measures" if named else f"all {told['measures']} measures"
        what += f" ({named[0].replace(',', ', ')})" if named else ""
        failed = f", {len(told['failures'])} failed" if told["failures"] else ""
        lines.append(
            f"| {int(facts):,} | {what}{failed} | {engine} | {told['seconds']:,.0f} "
            f"| {told['cpu']:,.0f} | {told['peak_mb']:,.0f} |"
        )
    grown = [
        f"{LINES[engine][1]}: by the clock, time grows with facts to the power of "
        f"{exponent(some):.2f}"
        for engine, some in points(kept).items()
        if len(some) > 1
    ]
    return "\n".join([*lines, "", *[f"- {each}." for each in grown], ""])


def _place(key: str) -> tuple[str, int, int]:
    _, facts, engine, *named = key.split(" ")
    return engine, int(facts), len(named)


def draw(lines: Mapping[str, list[tuple[int, float]]]) -> str:
    """Draw seconds against facts, both by powers of ten."""
    x0, x1, y0, y1 = 6, 8, 0, 4
    made = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="Seconds of an audit against facts"><style>{STYLE}</style>'
    ]

    def at(facts: float, seconds: float) -> tuple[float, float]:
        right = (math.log10(facts) - x0) / (x1 - x0) * (WIDTH - LEFT - 170)
        up = (math.log10(seconds) - y0) / (y1 - y0) * (HEIGHT - FOOT - TOP)
        return LEFT + right, HEIGHT - FOOT - up

    for power in range(y0, y1 + 1):
        x, y = at(10**x0, 10**power)
        made.append(f'<path d="M{x} {y:.0f}H{WIDTH - 170}" stroke="#8884"/>')
        made.append(f'<text x="{x - 8}" y="{y + 4:.0f}" text-anchor="end">{10**power:,} s</text>')
    for power in range(x0, x1 + 1):
        x, y = at(10**power, 10**y0)
        made.append(f'<text x="{x:.0f}" y="{y + 22:.0f}" text-anchor="middle">')
        made.append(f"{10**power // 10**6:,} million</text>")
    made.append(f'<text x="{(WIDTH - 100) / 2:.0f}" y="{HEIGHT - 6}" text-anchor="middle">')
    made.append("facts in the record</text>")
    for engine, some in sorted(lines.items()):
        colour, label = LINES[engine]
        placed = [at(*point) for point in some]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        made.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        mark = 'r="5"' if engine == "embedded" else 'r="5" stroke-width="2" fill-opacity="0"'
        made += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" {mark} fill="{colour}" stroke="{colour}"/>'
            for x, y in placed
        ]
        x, y = placed[-1]
        made.append(f'<text x="{x + 12:.1f}" y="{y + 4:.1f}">{label}</text>')
    return "".join([*made, "</svg>\n"])
