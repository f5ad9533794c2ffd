"""The few pieces every chart is drawn with. Text from outside is escaped here, once."""

import re

from markupsafe import Markup, escape

NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def tag(name: str, *inside: str, **attributes: object) -> Markup:
    """Write one element; `class_` gives class, and an underscore in a name gives a hyphen.

    Names are ours; texts and the values of attributes may come from outside and are escaped.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(_name(key), _plain(content))
        for key, content in attributes.items()
        if content is not None
    )
    body = Markup("").join(escape(piece) for piece in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(_name(name), written, body)


def picture(*inside: str, height: float, label: str, class_: str) -> Markup:
    """Frame a chart that is as wide as its place and keeps its height."""
    return tag(
        "svg",
        *inside,
        class_=class_,
        width="100%",
        height=height,
        role="img",
        aria_label=label,
        focusable="false",
    )


def stretched(*inside: str, height: float) -> Markup:
    """Lay paths over the whole width: x runs from 0 to 100, y is in pixels."""
    return tag(
        "svg",
        *inside,
        x="0",
        y="0",
        width="100%",
        height=height,
        viewBox=f"0 0 100 {_plain(height)}",
        preserveAspectRatio="none",
    )


def at(*inside: str, x: float, y: float) -> Markup:
    """Put shapes of fixed size at a share of the width."""
    return tag("svg", *inside, x=percent(x), y=y, overflow="visible")


def percent(x: float) -> str:
    """Write a share of the width, kept within it."""
    return f"{_plain(min(max(x, 0.0), 1.0) * 100)}%"


def path(points: list[tuple[float, float]]) -> str:
    """Write the d of a line through points."""
    return "M" + "L".join(f"{_plain(x)} {_plain(y)}" for x, y in points)


def _name(key: str) -> str:
    name = key.removesuffix("_").replace("_", "-")
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of an element or attribute")
    return name


def _plain(content: object) -> str:
    if isinstance(content, float):
        return f"{content:.2f}".rstrip("0").rstrip(".")
    return str(content)
