"""Writes the audit's document: one HTML file that needs nothing else, and its data beside it."""

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sameroom.audit import Audit
from sameroom.engines import catalog
from sameroom.engines.catalog import Placed
from sameroom.measure import Area
from sameroom.report import files, languages, wording
from sameroom.report.page import Page, lay_out

HERE = Path(__file__).parent
STYLES = ("base", "first", "gap", "section", "picture", "process", "money", "small", "print")


def write_report(
    *,
    audit: Audit,
    folder: Path,
    measures: tuple[Placed, ...] | None = None,
    areas: tuple[Area, ...] | None = None,
    speaking: tuple[str, ...] = (languages.ENGLISH,),
) -> Path:
    """Write report.html, readings.json, readings.parquet and the evidence CSVs into a folder.

    The data is the same in every language; what programs read is English.

    Args:
        audit: what was told, and of what.
        folder: where to write; made when it is missing. Files of the same name are replaced.
        measures: those the audit asked; by default all there are.
        areas: the areas they belong to; by default all there are.
        speaking: the languages to write it in. The first becomes report.html, the others stand
            beside it, as report.de.html does; one that is left over from before goes.

    Raises:
        SameroomError: when the report does not speak one of them.
    """
    for language in speaking:
        languages.require(language=language)
    folder.mkdir(parents=True, exist_ok=True)
    page = lay_out(
        audit=audit,
        placed=catalog.list_measures() if measures is None else measures,
        areas=catalog.list_areas() if areas is None else areas,
    )
    files.write_readings(audit=audit, folder=folder)
    files.write_evidence(audit=audit, folder=folder)
    _write_pages(html=to_html(page=page), folder=folder, speaking=speaking)
    return folder / languages.file_name(language=speaking[0], first=speaking[0])


def _write_pages(*, html: str, folder: Path, speaking: tuple[str, ...]) -> None:
    """Write the page in each language; first goes what an earlier audit said in any other.

    So whoever is stopped half-way leaves no page that tells of an earlier audit than another. What
    takes long is done before, so that a page is away for a moment only.
    """
    said = {language: languages.say(html=html, language=language) for language in speaking}
    for name in languages.list_files():
        if name != languages.FIRST:
            (folder / name).unlink(missing_ok=True)
    for language in speaking:
        path = folder / languages.file_name(language=language, first=speaking[0])
        path.write_text(said[language], encoding="utf-8")


def to_html(*, page: Page) -> str:
    """Write a page as one HTML file that asks the network for nothing."""
    script = (HERE / "script.js").read_text("utf-8")
    template = make_environment().get_template("report.html")
    return template.render(
        page=page,
        # Our own files, nothing from outside.
        styles=Markup(styles()),  # noqa: S704
        script=Markup(script),  # noqa: S704
        script_hash=_hash(script),
    )


@cache
def make_environment(
    link: Callable[[str], str] = "#{}".format,
) -> Environment:
    """Make what writes the templates.

    Args:
        link: gives the address of a measure's section, by its anchor.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = wording.clean
    environment.filters["apart"] = wording.apart
    environment.filters["area_word"] = _area_word
    environment.filters["taken_for"] = _taken_for
    environment.globals.update(counted=wording.count, isolated=wording.isolated, link=link)
    return environment


def _area_word(name: str) -> str:
    return "Ideal customer" if name == "icp" else wording.label(name)


def _taken_for(nouns: str) -> str:
    """Say what a file was taken for in the words of its reader: "people and leads"."""
    names = [wording.NOUNS.get(noun, noun.replace("_", " ")) for noun in nouns.split(" and ")]
    return wording.listed([wording.plural(name) for name in names])


def styles() -> str:
    """Put the styles together: tokens in light and dark, then the parts of the page."""
    light, dark = (_style(f"theme_{name}") for name in ("light", "dark"))
    themes = (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark)"
        f"{{:root:not([data-theme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}\n"
    )
    places = "".join(f".x-{n}{{--x:{n}}}.heat-{n}{{--heat:{n}%}}" for n in range(101))
    return themes + places + "\n" + "\n".join(_style(name) for name in STYLES)


def _style(name: str) -> str:
    return (HERE / "styles" / f"{name}.css").read_text("utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
