"""How the documentation is built."""

from collections.abc import Callable
from typing import Protocol

from sameroom.engines import catalog

project = "Sameroom"
author = "The Sameroom founders"
extensions = ["myst_nb"]
nb_execution_mode = "off"  # the tests run it, and compare
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Sameroom"
exclude_patterns = ["_build"]
HEAD = "## Why the tool you have shows another figure"


class Builder(Protocol):
    """What builds the documentation."""

    def connect(self, event: str, callback: Callable[..., None]) -> int:
        """Have a function called at an event."""


def setup(app: Builder) -> None:
    """Add to each page on a method what the registry of definitions says of its measures."""
    app.connect("source-read", tell_why)


def tell_why(app: object, docname: str, source: list[str]) -> None:
    """Say under a page on a method why the figure that a tool shows by that name is another."""
    told = whys(page=f"docs/{docname}.md")
    if told:
        source[0] = "\n\n".join([source[0].rstrip(), HEAD, *told]) + "\n"


def whys(*, page: str) -> list[str]:
    """List what is said of the measures that a page explains, in the order of the report."""
    measures = [placed.measure for placed in catalog.list_measures()]
    own = [one for one in measures if one.method.partition("#")[0] == page]
    return [f"**{one.question}** {one.settings['crm']}" for one in own if one.settings.get("crm")]
