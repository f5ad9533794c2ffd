"""The report in German: the same page, every word of it, and nothing that is from outside."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sameroom.errors import SameroomError
from sameroom.report import languages
from sameroom.report.document import write_report
from sameroom.report.tests.builders import (
    AREAS,
    PLACED,
    a_share,
    an_audit,
    some_rows,
    some_terms,
)
from sameroom.report.tests.hostile import NAMES, a_hostile_audit
from sameroom.webkit import phrases

BOTH = ("en", "de")
SAID = {"aria-label", "title", "alt", "lang"}  # attributes that are read out, or tell the language
OURS = ("Money", "Contact", "no decision", "sales", "1,234.5")  # names that we say too


class Bones(HTMLParser):
    """Keeps the marks of a page, and what stands where nothing of ours may stand."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.kept: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [one for one in attrs if one[0] not in SAID and not one[0].startswith("data-said")]
        self.marks.append((tag, tuple(kept)))
        if tag in phrases.KEPT:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.marks.append((f"/{tag}", ()))
        if tag in phrases.KEPT:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.kept.append(data)


def bones(html: str) -> Bones:
    found = Bones()
    found.feed(html)
    return found


def pages(folder: Path, audit: object = None) -> tuple[str, str]:
    write_report(
        audit=audit or an_audit(),  # type: ignore[arg-type]  # an audit, or the usual one
        folder=folder, measures=PLACED, areas=AREAS, speaking=BOTH,
    )  # fmt: skip
    return (folder / "report.html").read_text("utf-8"), (folder / "report.de.html").read_text()


def test_the_german_page_is_the_same_page(tmp_path: Path) -> None:
    english, german = map(bones, pages(tmp_path))
    assert german.marks == english.marks
    assert german.kept == english.kept


def test_it_says_of_itself_that_it_is_german(tmp_path: Path) -> None:
    english, german = pages(tmp_path)
    assert '<html lang="en">' in english
    assert '<html lang="de">' in german
    assert re.search(r"<title>[^<]*wo Vertrieb und Marketing auseinanderliegen", german)


def test_money_figures_and_days_are_written_as_german_writes_them(tmp_path: Path) -> None:
    _, german = pages(tmp_path)
    for written in ("etwa 280.000\u00a0€", "1.\u00a0Jan. – 30. Juni 2026", "21.877 Aktivitäten"):
        assert written in german, written
    rows = german[german.index('<details class="fold rows">') :]
    assert re.search(r"<td>\d\d\.\d\d\.2026 09:30</td>", rows)
    assert re.search(r"<td>\d+,\d+</td>", rows)
    texts = re.sub(r"<small>[^<]*</small>", "", german)  # of which the made-up words of measures
    assert not re.search(r">[^<]*€\d", texts)


def test_a_script_says_it_in_german_and_is_the_same_script(tmp_path: Path) -> None:
    english, german = pages(tmp_path)
    for begin in ("<script>", "script-src '"):
        first, second = (html[html.index(begin) :][:60] for html in (english, german))
        assert first == second
    assert 'data-said-to-dark="Zu dunklen Farben wechseln"' in german


def test_names_stay_as_they_are_even_those_that_we_use_ourselves(tmp_path: Path) -> None:
    audit = an_audit(
        evidence=(some_rows(names=OURS),), terms=replace(some_terms(company="Money")),
    )  # fmt: skip
    _, german = pages(tmp_path, audit)
    for name in OURS:
        assert f"<td><bdi>{name}</bdi></td>" in german
    assert "<title>\u2068Money\u2069: wo" in german
    assert "<bdi>Money</bdi>" in german


def test_hostile_names_change_no_mark_and_run_nothing(tmp_path: Path) -> None:
    english, german = pages(tmp_path, a_hostile_audit())
    assert bones(german).marks == bones(english).marks
    assert bones(german).kept == bones(english).kept
    assert german.count("<script>") == 1
    assert "&lt;script&gt;window.broken = 1&lt;/script&gt;" in german


def test_every_text_is_known_but_what_the_audit_made_up(tmp_path: Path) -> None:
    english, _ = pages(tmp_path)
    missed: list[str] = []
    phrases.to_language(english, language="de", missed=missed.append)
    source = (Path(__file__).parent / "builders.py").read_text("utf-8")
    assert [one for one in missed if not is_made_up(one, source)] == []


def is_made_up(text: str, source: str) -> bool:
    """Tell whether a text is in the source, as it is or as the name of a figure."""
    return text.rstrip(".s") in source or text.lower().replace(" ", "_") in source


def test_the_data_is_the_same_in_every_language(tmp_path: Path) -> None:
    told = []
    for language in BOTH:
        folder = tmp_path / language
        path = write_report(
            audit=an_audit(), folder=folder, measures=PLACED, areas=AREAS, speaking=(language,)
        )
        assert path == folder / "report.html"
        assert not (folder / "report.de.html").exists()
        assert f'<html lang="{language}">' in path.read_text("utf-8")
        told.append(
            {
                file.relative_to(folder): file.read_bytes()
                for file in folder.rglob("*")
                if file.suffix in {".json", ".csv"}
            }
        )
    assert told[0] == told[1]


def test_what_an_earlier_audit_said_in_another_language_goes(tmp_path: Path) -> None:
    pages(tmp_path)
    (tmp_path / "report.old.html").write_text("somebody's own")
    write_report(audit=an_audit(told=()), folder=tmp_path, measures=PLACED, areas=AREAS)
    names = sorted(file.name for file in tmp_path.glob("*.html"))
    assert names == ["report.html", "report.old.html"]


def test_a_language_it_does_not_speak_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with pytest.raises(SameroomError, match='does not speak "fr"') as raised:
        write_report(audit=an_audit(), folder=tmp_path / "out", speaking=("en", "fr"))
    assert "It speaks: en, de." in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_only_a_page_that_is_there_is_found(tmp_path: Path) -> None:
    assert languages.find_file(folder=tmp_path, language="de") is None
    (tmp_path / "report.de.html").touch()
    assert languages.find_file(folder=tmp_path, language="de") == tmp_path / "report.de.html"
    assert languages.find_file(folder=tmp_path, language="en") is None
    assert languages.find_file(folder=tmp_path, language="../de") is None


def test_a_part_of_a_name_is_no_reason_to_say_it(tmp_path: Path) -> None:
    told = [("acceptance", a_share(9, 40, part=(("campaign", name),))) for name in NAMES]
    english, german = pages(tmp_path, an_audit(told=told))
    assert bones(german).marks == bones(english).marks


def test_the_name_of_a_step_is_cut_to_its_box_in_german_too() -> None:
    step = '<text class="step-name" x="1">marketing qualified lead</text>'
    html = f"{step}<text>Q &amp; A</text>"
    said = languages.say_part(html=html, language="de")
    assert said.startswith('<text class="step-name" x="1">vom Marketing qualifi…</text>')
    assert said.endswith("<text>Q &amp; A</text>")
