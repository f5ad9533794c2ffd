"""Finds what is there by looking, so that nobody keeps a list: modules that carry a card."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def modules(package: str, *, depth: int = 1) -> Iterator[ModuleType]:
    """Import the modules under a package, in the order of their names.

    Args:
        package: dotted name, such as `sameroom.facts`.
        depth: how many levels down to look; packages named `tests` and `web` are passed over.
    """
    root = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(root.__path__), key=lambda item: item.name):
        if found.name in {"tests", "web"} or found.name.startswith("_"):
            continue
        yield importlib.import_module(f"{package}.{found.name}")
        if found.ispkg and depth > 1:
            yield from modules(f"{package}.{found.name}", depth=depth - 1)


def cards(package: str, *, name: str, kind: type[T], depth: int = 1) -> list[T]:
    """List the objects called `name` of type `kind` in the modules under a package."""
    found = (getattr(module, name, None) for module in modules(package, depth=depth))
    return [card for card in found if isinstance(card, kind)]


@cache
def web_halves() -> tuple[str, ...]:
    """List the packages that are a part of the web application: each `web` folder with an app."""
    home = Path(__file__).parent
    return tuple(
        f"sameroom.{app.parent.parent.name}.web" for app in sorted(home.glob("*/web/apps.py"))
    )


@cache
def of_web_halves(name: str) -> tuple[ModuleType, ...]:
    """Import the modules of a name that web halves have, in the order of their folders."""
    named = (f"{half}.{name}" for half in web_halves())
    return tuple(importlib.import_module(one) for one in named if _is_there(one))


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # the folder that it would be in is not there
        return False


@cache
def measure_names() -> tuple[str, ...]:
    """List the names of all measures, by their files, without importing them."""
    home = Path(__file__).parent
    return tuple(sorted(path.stem for path in home.glob("*/measures/*.sql")))
