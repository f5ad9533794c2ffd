"""Every text of the pages can be translated, and is, into every language that we offer."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

from tests.texts import catalogs
from tests.texts.catalogs import LANGUAGES
from tests.texts.found import HOME, halves, modules_of, name_of, templates_of, texts_of

HALVES = [half for half in halves() if texts_of(half)]
REMEDY = "Run `python3 dev.py texts`, write the msgstr lines it names, and run it again."
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|</?\w+>")
READ_OUT = {"aria-label", "title", "alt", "placeholder", "aria-description"}
SILENT = {"script", "style"}
VOID = {"input", "img", "br", "hr", "meta", "link", "path", "circle"}  # they hold nothing
# What the terminal says, and what the pattern page shows to whoever builds pages, is English.
ELSEWHERE = {"running.py", "patterns.py", "samples.py"} | {
    "backing_up.py", "restoring.py", "rows.py", "erasing_all.py", "erasing_by_hand.py",
}  # fmt: skip
OPENS, CLOSES = re.compile("blocktrans"), re.compile("endblock")


def each() -> "pytest.MarkDecorator":
    pairs = [(half, language) for half in HALVES for language in LANGUAGES]
    names = [f"{name_of(half)} {language}" for half, language in pairs]
    return pytest.mark.parametrize(("half", "language"), pairs, ids=names)


def test_there_are_catalogues_for_every_language_but_english() -> None:
    assert {"en", *LANGUAGES} == {code for code, _ in settings.LANGUAGES}


@each()
def test_every_text_is_translated(half: Path, language: str) -> None:
    known = catalogs.read(half, language)
    missing = []
    for text in texts_of(half):
        id_ = (text.words, text.plural) if text.plural else text.words
        message = known.get(id_, text.context or None)
        if message is None or message.id != id_ or catalogs.is_open(message.string):
            missing.append(f"{text.file}:{text.line}: {text.words!r}")
    assert missing == [], f"{len(missing)} texts have no {language}.\n{REMEDY}"


@each()
def test_the_catalogue_holds_what_is_there_and_nothing_else(half: Path, language: str) -> None:
    path = catalogs.path_of(half, language)
    assert path.read_bytes() == catalogs.po_of(catalogs.merged(half, language)), REMEDY
    known = catalogs.read(half, language)
    assert not known.obsolete
    assert [message.id for message in known if message.id and message.fuzzy] == []


@each()
def test_the_compiled_file_is_what_its_source_compiles_to(half: Path, language: str) -> None:
    compiled = catalogs.path_of(half, language).with_suffix(".mo")
    assert compiled.read_bytes() == catalogs.compiled(half, language), REMEDY


@each()
def test_placeholders_and_marks_are_the_same_in_both(half: Path, language: str) -> None:
    known = catalogs.read(half, language)
    wrong = []
    for message in known:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if len(said) != (known.num_plurals if len(ids) > 1 else 1):
            wrong.append(f"{message.id!r} has {len(said)} forms")
        wanted = set(PLACEHOLDER.findall(ids[-1]))  # one of a kind may leave its number out
        for number, form in enumerate(said):
            has = set(PLACEHOLDER.findall(form))
            if has != wanted and not (len(ids) > 1 and number == 0 and has < wanted):
                wrong.append(f"{message.id!r}: {form!r}")
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_are_translated_the_same_everywhere(language: str) -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for half in HALVES:
        for message in catalogs.read(half, language):
            if message.id:
                key = (str(message.id), message.context or "")
                said.setdefault(key, set()).add(str(message.string))
    differing = {key: forms for key, forms in said.items() if len(forms) > 1}
    assert differing == {}, "use pgettext where one word means two things"


def test_no_template_holds_a_bare_text() -> None:
    bare = [line for half in halves() for path in templates_of(half) for line in _bare(path)]
    assert bare == [], "put each into {% translate %} or {% blocktranslate %}"


def test_no_module_shows_a_bare_text() -> None:
    bare = [line for half in halves() for path in _read_by_people(half) for line in _plain(path)]
    assert bare == [], "put each into _(…)"


def test_the_reader_of_templates_finds_what_is_bare(tmp_path: Path) -> None:
    page = HOME / "build" / "bare.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(
        '{% if a %}<p title="Bare title">{{ a }}, bare words</p>{% endif %}'
        "<p>{% translate 'Fine' %}</p>{% blocktranslate %}Fine {{ a }}{% endblocktranslate %}"
        '<code translate="no">not counted</code>', "utf-8",
    )  # fmt: skip
    found = " ".join(_bare(page))
    assert "Bare title" in found
    assert "bare words" in found
    assert "Fine" not in found
    assert "counted" not in found


@pytest.mark.parametrize(
    "source",
    [
        'forms.CharField(label="Bare words")',
        'messages.success(request, "Bare words")',
        'messages.success(request, f"{name} is bare")',
        'forms.ValidationError("Bare words")',
        'form.add_error(None, "Bare words")',
        'Place("Bare words", "place", Right.INSIDE)',
        'class State(models.TextChoices):\n    OPEN = "open", "Bare words"',
    ],
)
def test_the_reader_of_modules_finds_what_is_bare(source: str) -> None:
    module = HOME / "build" / "bare.py"
    module.parent.mkdir(exist_ok=True)
    module.write_text(source, "utf-8")
    assert len(list(_plain(module))) == 1
    module.write_text(re.sub(r'f?"([^"]*(?:words|bare))"', r'_("\1")', source), "utf-8")
    assert list(_plain(module)) == []


def _read_by_people(half: Path) -> list[Path]:
    """List the modules that speak to readers; a half without addresses speaks to the terminal."""
    if half.name == "web" and not (half / "urls.py").exists():
        return []
    return [path for path in modules_of(half) if path.name not in ELSEWHERE]


class _Reader(HTMLParser):
    """Reads what a person would read, and leaves out what is marked as nobody's language."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in VOID and (self._unread or told.get("translate") == "no" or tag in SILENT):
            self._unread.append(tag)
        if not self._unread:
            self.found += [said for name, said in attrs if name in READ_OUT and _is_read(said)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:
            while self._unread.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._unread and _is_read(data):
            self.found.append(" ".join(data.split()))


def _is_read(said: str | None) -> bool:
    return bool(re.search(r"[^\W\d_]{2,}", (said or "").replace("Sameroom", "")))


def _bare(path: Path) -> list[str]:
    """List the words of a template that stand outside of every tag for translation."""
    text, is_inside = "", False
    if path.suffix != ".html" or path.name == "500.html":  # it stands alone, when all is broken
        return []
    for token in Lexer(path.read_text("utf-8")).tokenize():
        word = " ".join(token.contents.split()[:2])
        if token.token_type is TokenType.BLOCK and (
            OPENS.match(word) or word == "block main_class"
        ):
            is_inside = True
        elif token.token_type is TokenType.BLOCK and CLOSES.match(word):
            is_inside = False
        elif token.token_type is TokenType.TEXT and not is_inside:
            text += token.contents
    reader = _Reader()
    reader.feed(text)
    where = path.relative_to(HOME)
    return [f"{where}: {said!r}" for said in reader.found]


CALLS = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy", "ngettext_lazy"}


@pytest.mark.parametrize("half", HALVES, ids=name_of)
def test_no_text_hides_in_a_format_string_where_nobody_finds_it(half: Path) -> None:
    hidden = [
        f"{path.relative_to(HOME)}:{node.lineno}"
        for path in modules_of(half)
        for outer in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in CALLS
        and isinstance(node.args[0], ast.Constant)
    ]
    assert hidden == [], "give each a name above the format string"


SHOWN = {"label", "help_text", "empty_label", "verbose_name", "remedy"}
SAYING = {"ValidationError": 0, "add_error": 1, "Place": 0, "Thing": 0}
MESSAGES = {"success", "info", "warning", "error"}


def _plain(path: Path) -> Iterator[str]:
    """Find words for a reader that are plain strings: labels, helps, errors, notes, choices."""
    where = path.relative_to(HOME)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            for said in _said_by(node):
                if _is_plain(said):
                    yield f"{where}:{said.lineno}"
        if isinstance(node, ast.ClassDef) and "TextChoices" in ast.unparse(node):
            for one in node.body:
                value = one.value if isinstance(one, ast.Assign) else None
                if isinstance(value, ast.Tuple) and _is_plain(value.elts[-1]):
                    yield f"{where}:{one.lineno}"


def _said_by(node: ast.Call) -> Iterator[ast.expr]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    owner = getattr(getattr(node.func, "value", None), "id", "")
    place = SAYING.get(name, 1 if owner == "messages" and name in MESSAGES else None)
    if place is not None and len(node.args) > place:
        yield node.args[place]
    shown = SHOWN if name[:1].isupper() or name == "__init__" else set()
    shown = shown - {"remedy"} if name == "Problem" else shown  # programs are answered in English
    yield from (word.value for word in node.keywords if word.arg in shown)


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_read(node.value)
