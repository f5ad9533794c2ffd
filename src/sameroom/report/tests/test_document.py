import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from sameroom import report
from sameroom.measure import TooLittle, Unit
from sameroom.report.document import HERE, _taken_for, write_report
from sameroom.report.tests.builders import (
    AREAS,
    MONTHS,
    PLACED,
    a_share,
    an_audit,
    everything,
    some_terms,
)
from sameroom.report.tests.hostile import a_hostile_audit


class Reader(HTMLParser):
    """Keeps what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("style", "script"):
            self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.fixture
def html(tmp_path: Path) -> str:
    path = write_report(audit=an_audit(), folder=tmp_path, measures=PLACED, areas=AREAS)
    return path.read_text("utf-8")


def test_it_is_one_file_with_its_data_beside_it(tmp_path: Path) -> None:
    path = write_report(audit=an_audit(), folder=tmp_path / "a" / "b", measures=PLACED, areas=AREAS)
    assert path.name == "report.html"
    names = {found.name for found in path.parent.iterdir()}
    assert names == {"report.html", "readings.json", "readings.parquet", "evidence"}


def test_the_same_audit_gives_the_same_page(tmp_path: Path, html: str) -> None:
    again = write_report(audit=an_audit(), folder=tmp_path, measures=PLACED, areas=AREAS)
    assert again.read_text("utf-8") == html


def test_it_names_no_other_place_to_load_from(html: str) -> None:
    assert not re.search(r"https?://|//[a-z]|@import|\burl\((?!#)", html)
    for tag, attributes in read(html).tags:
        assert tag not in ("link", "img", "iframe", "object", "embed")
        assert "src" not in attributes


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    path = write_report(audit=an_audit(), folder=tmp_path, measures=PLACED, areas=AREAS)
    tags = read(path.read_text("utf-8")).tags
    anchors = {attributes["id"] for _, attributes in tags if "id" in attributes}
    links = [str(attributes["href"]) for tag, attributes in tags if tag == "a"]
    assert len(links) > 15
    assert any(link.startswith("evidence/") for link in links)
    for link in links:
        assert link[1:] in anchors if link.startswith("#") else (tmp_path / link).is_file()


def test_no_two_parts_of_the_page_share_an_id(html: str) -> None:
    found = [attributes["id"] for _, attributes in read(html).tags if "id" in attributes]
    assert len(found) == len(set(found))


def test_headings_stand_in_order(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in read(html).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - above <= 1 for above, deeper in pairwise(levels))


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    path = write_report(audit=a_hostile_audit(), folder=tmp_path, measures=PLACED, areas=AREAS)
    html = path.read_text("utf-8")
    reader = read(html)
    assert sum(tag == "script" for tag, _ in reader.tags) == 1
    assert not any(tag in ("img", "iframe") for tag, _ in reader.tags)
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)
    assert "<script>window.broken = 1</script>" in "".join(reader.text)
    rest, n = re.subn("<title>\u2068[^\u2066-\u2069]*\u2069", "", html)
    assert n == 1, "in the title two marks set the name apart, and none of its own"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", rest)
    assert all(
        str(attributes["href"]).startswith(("#", "evidence/"))
        for tag, attributes in reader.tags
        if tag == "a"
    )


def test_only_its_own_script_may_run(html: str) -> None:
    policy = next(
        str(attributes["content"])
        for tag, attributes in read(html).tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def test_defaults_imports_and_failures_are_on_the_page(tmp_path: Path) -> None:
    audit = an_audit(failures=("funnel: division by zero",))
    path = write_report(audit=audit, folder=tmp_path, measures=PLACED, areas=AREAS)
    text = " ".join("".join(read(path.read_text("utf-8")).text).split())
    assert "2 clauses are not set by you" in text
    assert "crm/leads.csv" in text
    assert "One question failed: funnel: division by zero" in text


def test_a_record_of_nothing_still_makes_a_page(tmp_path: Path) -> None:
    audit = an_audit(told=(), evidence=(), terms=some_terms(company=""))
    path = write_report(audit=audit, folder=tmp_path, measures=PLACED, areas=AREAS)
    text = "".join(read(path.read_text("utf-8")).text)
    assert "What was brought does not yet show where sales and marketing are apart" in text


def test_a_silence_says_how_many_cases_there_are_and_how_many_it_takes(tmp_path: Path) -> None:
    few = TooLittle("acceptance_rate", Unit.SHARE, 7, 30)
    audit = an_audit(told=[("acceptance", few)])
    path = write_report(audit=audit, folder=tmp_path, measures=PLACED, areas=AREAS)
    assert "There are 7 leads; it takes at least 30 to tell." in path.read_text("utf-8")


def test_the_real_measures_lay_out_without_any_reading(tmp_path: Path) -> None:
    path = write_report(audit=an_audit(told=(), evidence=()), folder=tmp_path)
    assert path.stat().st_size > 20_000


def test_templates_stay_short() -> None:
    for template in (HERE / "templates").glob("*.html"):
        assert len(template.read_text("utf-8").splitlines()) <= 90, template.name


def test_a_file_is_taken_for_what_its_reader_calls_it() -> None:
    assert _taken_for("person and lead") == "people and leads"
    assert _taken_for("stage_change") == "changes of stage"
    assert _taken_for("asset_use") == "uses of content"


def test_no_two_tables_are_called_the_same(tmp_path: Path) -> None:
    more = [
        ("acceptance", a_share(10, 50, figure=figure, part=(("month", month),)))
        for figure in ("undecided_share", "late_share", "recycled_share")
        for month in MONTHS
    ]
    audit = an_audit(told=[*everything(seed=7), *more])
    html = write_report(audit=audit, folder=tmp_path, measures=PLACED, areas=AREAS).read_text()
    named = re.findall(r'role="region" aria-label="([^"]+)"', html)
    assert sum(name.startswith("By month") for name in named) == 2
    assert len(set(named)) == len(named)


def test_it_says_what_the_agreement_asks_for_in_vain(tmp_path: Path) -> None:
    audit = replace(an_audit(), warnings=("The ideal customer asks for “<b>fleet</b>”.",))
    path = write_report(audit=audit, folder=tmp_path, measures=PLACED, areas=AREAS)
    text = "".join(read(path.read_text("utf-8")).text)
    assert "The ideal customer asks for “\u2068<b>fleet</b>\u2069”." in text
    assert json.loads((tmp_path / "readings.json").read_text("utf-8"))["warnings"]


def test_every_measure_shows_its_formula_its_sql_and_where_to_follow_it(html: str) -> None:
    parts = html.split('<details class="fold working"')[1:]
    assert len(parts) == len(PLACED)
    for placed in PLACED:
        name = placed.measure.name
        (own,) = [part for part in parts if f"<code>sameroom explain {name}</code>" in part]
        assert f"from {name}</code></pre>" in own
        assert f"<code>sameroom sql {name}</code>" in own
        assert '<p class="formula">' in own


def test_a_section_shows_its_first_figures_and_folds_in_the_rest(html: str) -> None:
    sections = re.split(r'(?=<article class="measure")', html)[1:]
    assert len(sections) == len(PLACED) - 1  # the money has a page of its own
    for section in sections:
        shown, folded = section.split('<details class="fold whole">')
        assert shown.count("<dt>") <= 2
        assert "<figure" not in shown
        assert "How this is worked out" in folded


def test_no_part_of_a_page_names_a_file_that_its_reader_may_never_have_seen() -> None:
    templates = list((Path(report.__file__).parent / "templates").glob("*.html"))
    assert len(templates) > 5
    assert not [one.name for one in templates if "readings.json" in one.read_text("utf-8")]
