"""Sentences of measures are said in another language, their figures as it writes them."""

from collections.abc import Iterator

import pytest

from sameroom.webkit import phrases
from sameroom.webkit.phrases import Own, Phrasebook, make_book, to_language

SAID = {
    "1,234.5": "1.234,5", "€5": "5 €", "2026-12-31": "31.12.2026", "and": "und",
    "May": "Mai", "Mar": "März",
    "Taken by sales": "Vom Vertrieb angenommen",
    "no decision": "keine Entscheidung",
    "{n:,} lead": "{n:,} Lead",
    "{n:,} leads": "{n:,} Leads",
    "Of {decided:,} leads that sales decided on, {accepted:,} were taken.{why}":
        "Von {decided:,} Leads, über die der Vertrieb entschied, wurden {accepted:,} "
        "angenommen.{why}",
    "Each counts from its creation.": "Jeder zählt ab seiner Anlage.",
    "{value} of the rejections say “{family}”.": "{value} der Ablehnungen nennen „{family}“.",
    "between {low} and {high}": "zwischen {low} und {high}",
    "Marketing: go through the rejections.": "Marketing: Geht die Ablehnungen durch.",
    "has {said}": "hat {said}",
    "about {about}": "etwa {about}",
    "under {n:,} %": "unter {n:,}\u00a0%",
    "Wrong role": "Falsche Rolle",
    "country is {as_is}": "Land ist {as_is}",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    book = make_book(SAID)

    def found(language: str) -> Phrasebook | None:
        return book if language == "de" else None

    monkeypatch.setattr(phrases, "find_book", found)
    phrases._said.cache_clear()
    yield
    phrases._said.cache_clear()


def say(text: str) -> str:
    return phrases.say(text, language="de")


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Taken by sales", "Vom Vertrieb angenommen"),
        ("Of 1,204 leads that sales decided on, 12 were taken.",
         "Von 1.204 Leads, über die der Vertrieb entschied, wurden 12 angenommen."),
        ("Of 9 leads that sales decided on, 3 were taken. Each counts from its creation.",
         "Von 9 Leads, über die der Vertrieb entschied, wurden 3 angenommen. "
         "Jeder zählt ab seiner Anlage."),
        ("4.2\u00a0% of the rejections say “Wrong role”.",
         "4,2\u00a0% der Ablehnungen nennen „Falsche Rolle“."),
        ("4.2\u00a0% of the rejections say “Release 2.0”.",
         "4,2\u00a0% der Ablehnungen nennen „Release 2.0“."),
        ("about €1,200", "etwa 1.200\u00a0€"),
        ("about CHF\u00a01.5\u00a0million", "etwa CHF\u00a01,5\u00a0Mio."),
        ("CHF\u00a01,234", "CHF\u00a01.234"),
        ("under 0.1\u00a0%", "unter 0,1\u00a0%"),
        ("About You", "About You"),
        ("Under Armour", "Under Armour"),
        ("has About You", "has About You"),
        ("Release 2.0 launch", "Release 2.0 launch"),
        ("Save €500 now", "Save €500 now"),
        ("A$1,200", "A$1,200"),
        ("between €1,200 and €1.5\u00a0million", "zwischen 1.200\u00a0€ und 1,5\u00a0Mio.\u00a0€"),
        ("1,204 leads", "1.204 Leads"),
        ("1 lead", "1 Lead"),
        ("leads", "leads"),
        ("Taken by sales: 31\u00a0%", "Vom Vertrieb angenommen: 31\u00a0%"),
        ("Spring fair · no decision", "Spring fair · keine Entscheidung"),
        ("Go through the rejections.", "Geht die Ablehnungen durch."),
        ("has no decision", "hat keine Entscheidung"),
        ("1\u00a0May – 30 Jun 2026", "1.\u00a0Mai – 30. Jun 2026"),
        ("May 2026", "Mai 2026"),
        ("May", "Mai"),
        ("May be", "May be"),
        ("Version 3.11.7 of 10.0.0.1", "Version 3.11.7 of 10.0.0.1"),
        ("−€12,400", "−12.400\u00a0€"),
        ("A sentence nobody knows, of 1,000.", "A sentence nobody knows, of 1,000."),
        ("Höchstens 1.000 Zeichen.", "Höchstens 1.000 Zeichen."),
        ("1,204.5\u00a0%", "1.204,5\u00a0%"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_sentence_is_said_whole_in_parts_or_as_it_is(english: str, german: str) -> None:
    assert say(english) == german


def test_another_language_without_a_book_changes_nothing() -> None:
    assert phrases.say("Taken by sales", language="fr") == "Taken by sales"
    assert to_language("<p>1,234.5</p>", language="en") == "<p>1,234.5</p>"


def test_html_keeps_its_marks_and_what_comes_from_outside() -> None:
    html = (
        '<p title="Taken by sales" class="Taken by sales">Taken by sales\n <b>1,204 leads</b></p>'
        "<code>1,204.5</code><bdi>Taken by sales</bdi><bdi>1,204.5</bdi>"
        "<script>Taken by sales</script><p>&lt;b&gt; &amp; no decision 1,204</p>"
    )
    missed: list[str] = []
    assert to_language(html, language="de", missed=missed.append) == (
        '<p title="Vom Vertrieb angenommen" class="Taken by sales">Vom Vertrieb angenommen\n '
        "<b>1.204 Leads</b></p>"
        "<code>1,204.5</code><bdi>Taken by sales</bdi><bdi>1,204.5</bdi>"
        "<script>Taken by sales</script><p>&lt;b&gt; &amp; no decision 1,204</p>"
    )
    assert missed == ["<b> & no decision 1,204"]


def test_a_name_set_apart_by_signs_is_kept_in_a_sentence_of_ours() -> None:
    html = "<title>4 % of the rejections say “\u2068Taken by sales &amp; co, 1,204\u2069”.</title>"
    assert to_language(html, language="de") == (
        "<title>4\u00a0% der Ablehnungen nennen "
        "„\u2068Taken by sales &amp; co, 1,204\u2069“.</title>"
    )
    assert to_language("<title>\u2068no decision\u2069</title>", language="de") == (
        "<title>\u2068no decision\u2069</title>"
    )


def test_what_a_script_says_is_said_too() -> None:
    html = '<button data-said-all="Taken by sales" data-sad="Taken by sales"></button>'
    assert to_language(html, language="de") == (
        '<button data-said-all="Vom Vertrieb angenommen" data-sad="Taken by sales"></button>'
    )


def test_a_place_may_be_for_what_is_from_outside() -> None:
    assert say("country is Peru") == "Land ist Peru"
    assert say("country is Peru and country is About You") == "Land ist Peru und Land ist About You"


def test_a_day_in_figures_is_written_as_the_language_does() -> None:
    assert say("2026-03-01") == "01.03.2026"
    assert say("2026-03-01 09:30") == "01.03.2026 09:30"
    assert say("Release 2026-03-01") == "Release 2026-03-01"


def test_the_languages_are_those_there_are_phrases_of() -> None:
    assert phrases.list_languages() == ("de",)


def test_a_text_of_any_length_from_outside_is_looked_for_in_no_phrase() -> None:
    for endless in ("of the rejections say “", "a: b; c · d – e, 1 f. A ", " ", "a, and b or "):
        text = f"a{endless * 20_000}b"
        assert say(text) == text
        assert to_language(f"<p>{text}</p>", language="de") == f"<p>{text}</p>"
    assert say(f"4 % of the rejections say “{'a' * 300}”.").endswith("a“.")
    assert phrases._said.cache_info().currsize < 3, "what is too long is not remembered"


@pytest.mark.parametrize("cuts", ["a: b; c · d – e, 1 f. A ", "1: 2; 3 · 4 – 5, 6. 7 "])
def test_a_part_is_never_cut_again_where_the_whole_was(
    cuts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    before = Phrasebook._known

    def known(self: Phrasebook, plain: str, depth: int, own: Own) -> str | None:
        asked.append(plain)
        return before(self, plain, depth, own)

    monkeypatch.setattr(Phrasebook, "_known", known)
    say(cuts * 20)
    assert len(asked) < 20_000, "each order of the cuts would be tried"


def test_what_comes_from_outside_is_escaped_wherever_it_is_put() -> None:
    html = "<p>5\u00a0% of the rejections say “&lt;script&gt;alert(1)&lt;/script&gt;”.</p>"
    said = to_language(html, language="de")
    assert said == "<p>5\u00a0% der Ablehnungen nennen „&lt;script&gt;alert(1)&lt;/script&gt;“.</p>"


def test_names_in_a_list_are_quoted_as_the_language_does_whatever_commas_they_have() -> None:
    german = {"On record: {known}.": "In den Daten: {known}.", "“{value}”": "„{value}“"}
    told = "On record: “Annual revenue”, “Ort, Land”, “Anzahl > 5”."
    assert make_book(german).say(told) == (
        "In den Daten: „Annual revenue“, „Ort, Land“, „Anzahl > 5“."
    )
