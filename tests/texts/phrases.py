"""Finds the phrases of measures and of the report, and keeps their translations.

Measures know no language. Their sentences are read from their source, with a place for each figure;
`sameroom.webkit.phrases` finds them again in what was written.
"""

import ast
import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from sameroom.facts import list_tables
from sameroom.importing import wording
from sameroom.report.wording import label
from sameroom.webkit.phrases import CUTS, PLACE
from tests.texts.catalogs import HEADER, MADE, po_of
from tests.texts.found import SAMEROOM

# Arguments that speak to the engine, not to people.
SILENT = {"where", "order", "table", "columns", "people", "method", "name", "anchor", "kind"}
SILENT_CALLS = {
    "SameroomError",
    "ValueError",
    "compile",
    "exception",
    "ask",
    "get",
    "getattr",
    "split",
}
SQL = re.compile(
    r"\b(select|is null|is not null|is \{not\}null|order by|group by|case (when|main|\{)|left join)"
    r"|\b(cast|coalesce|contains|lower|nullif|timezone|(ends|epoch|read|regexp|struct|try)_\w+) ?\("
    r"|\b(create|drop|insert|union|limit \{|arg_max|rowid|timestamptz|md5|varchar|chr)\b"
    r"|\bas \w*\{|\|\||^tuple\[|^(from|when|header|where) (= |\{)|where \w+ [=<>]|^, id\{"
)
FIGURE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TELLS = {"Reading", "TooLittle", "Line", "Silent", "share", "promised"}
WORDS = re.compile(r"[A-Za-z]{2}")
# Little but a name is their own.
OPEN = {
    "marketing {text}, {words}", "sales {text}, {words}", "{_of} answered", "attribute {attribute}",
}  # fmt: skip
GLUE = {"by", "from", "in", "is", "no", "of", "off", "on", "s", "to", "with"}
# Of these folders, the modules of which pages show what they say; the others speak to the engine.
SAYING = {
    "audit": {"run.py", "unheld.py"},
    "room": {"things.py"},
    "importing": {
        "alike.py", "archives.py", "delimited.py", "encodings.py", "event_logs.py", "flaws.py",
        "found.py", "json_rows.py", "money.py", "planning.py", "questions.py", "reading.py",
        "sheets.py", "sources.py",
    },
    "connectors": {
        "asking.py", "building.py", "bystanders.py", "doubting.py", "leftovers.py", "links.py",
        "recognise.py", "rules.py", "twins.py",
    },
}  # fmt: skip
# Of these folders, what errors say that a job may end with, and why a message did not arrive; what
# only the terminal hears is not among it.
FAILING = {
    "caretaking", "connectors", "engines", "importing", "notice", "record", "room", "webhooks",
}  # fmt: skip
ON_TERMINALS = {
    "archive.py", "backing_up.py", "decisions.py", "dialects.py", "erasing_by_hand.py", "model.py",
    "restoring.py", "rows.py", "sealing.py", "session.py",
}  # fmt: skip
FAILURES = re.compile(
    r"SameroomError|Outcome|__init__|\w*(Busy|Disk|Short|Backup|Such|Rows)\w*Error"
)
FAILURE_NAMES = {"BUSY", "FAULT", "GONE_WORDS", "fate"}
PASSED_IN_FAILURES = {"where", "temporary"}
SENTENCE_END = CUTS[0]
HOME = Path(__file__).parent / "spoken"
READ_OUT = re.compile(r'(?:aria-label|title|alt|data-said-[a-z-]+)="([^"{]+)"')
DRAWN = re.compile(r"(chart|dot|ending|spread|step|track|whisker|more figure|translate[(]).*")
JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>)", re.DOTALL)


def folders() -> tuple[Path, ...]:
    """List the folders that keep phrases: every area, the report, and what else pages show."""
    areas = [path.parent for path in SAMEROOM.glob("*/area.py")]
    others = {"report", *SAYING, *FAILING}
    return tuple(sorted({*areas, *(SAMEROOM / name for name in others)}))


def phrases_of(folder: Path) -> tuple[str, ...]:
    """List the phrases of a folder, each once, in the order of their words."""
    found: set[str] = set()
    for path in _modules(folder):
        found.update(map(_named, _of_module(ast.parse(path.read_text("utf-8")))))
    if folder.name in FAILING:
        found.update(map(_named, _failures(folder)))
    if folder.name == "importing":
        found.update(_choices())
    for path in sorted((folder / "templates").rglob("*.html")):
        found.update(_of_template(path.read_text("utf-8")))
    return tuple(sorted({one for one in found if _is_phrase(one)} | _spoken(folder.name)))


def _spoken(name: str) -> set[str]:
    """List what is put together from words and figures, so that no line of source holds it."""
    path = HOME / f"{name}.txt"
    return {*path.read_text("utf-8").splitlines()} if path.exists() else set()


def _choices() -> Iterator[str]:
    """List what a column can become, as the tables of the facts say it."""
    for table in list_tables():
        for group in wording.list_targets(nouns=(table.name,)):
            yield group.words
            yield from (choice.words for choice in group.choices)
    yield wording.STAGE_ENTERED


def _failures(folder: Path) -> Iterator[str]:
    """List what errors of a folder say, and why a message could not be sent.

    What the web says to whoever asks is translated where it is said.
    """
    for path in sorted(folder.rglob("*.py")):
        if "tests" in path.parts or path.name in ON_TERMINALS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and FAILURES.fullmatch(_called(node)):
                told = [one for one in node.keywords if one.arg not in PASSED_IN_FAILURES]
                for one in (*node.args, *(each.value for each in told)):
                    for said in _sentences(one):  # they are put together: each is found by itself
                        yield from SENTENCE_END.split(said)
            if isinstance(node, ast.Assign) and FAILURE_NAMES & {*map(_name, node.targets)}:
                yield from _sentences(node.value)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _sentences(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        return  # translated where it is said, or put together elsewhere
    words = _words(node)
    if words and " " in words.strip():
        yield " ".join(words.split())
    elif not isinstance(node, ast.JoinedStr):
        for one in ast.iter_child_nodes(node):
            yield from _sentences(one)


def _named(words: str) -> str:
    """Give a name to places that have none: "{} of {}" is "{value1} of {value2}"."""
    counted = count(1)
    return re.sub(r"\{(\d*)\}", lambda _: f"{{value{next(counted)}}}", words)


def _modules(folder: Path) -> list[Path]:
    """List the modules whose words a measure may say: its own, and what it takes from the area.

    What the room says of moves, routes and matches is translated where the room writes it.
    """
    has_measures = any((folder / "measures").glob("[a-z]*.py"))
    if folder.name in FAILING - {*SAYING} and not has_measures:
        return []  # nothing but what its errors say
    if not has_measures:
        passed = {"web", "tests"}
        found_all = [one for one in sorted(folder.rglob("*.py")) if not passed & {*one.parts}]
        if folder.name in SAYING:
            return [one for one in found_all if one.name in SAYING[folder.name]]
        return [one for one in found_all if one.name != "words.py"]  # of other systems, to know
    found: set[Path] = set()
    waiting = [folder / "area.py", *(folder / "measures").glob("*.py")]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        waiting += _taken_from(ast.parse(path.read_text("utf-8")), folder)
    return sorted(found)


def _taken_from(tree: ast.Module, folder: Path) -> Iterator[Path]:
    start = f"sameroom.{folder.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(start):
            path = SAMEROOM.parent / Path(*(node.module or "").split("."))
            yield path.with_suffix(".py")
            yield from (path / f"{one.name}.py" for one in node.names)


def _is_phrase(words: str) -> bool:
    bare = re.sub(r"\{[^{}]*\}", "", words)
    if DRAWN.fullmatch(words) or SQL.search(words) or "{{" in words:
        return False
    if PLACE.search(words) and ":" not in words and {*re.findall(r"[a-z]+", bare)} <= GLUE:
        return False  # it would be found in everything
    return bool(WORDS.search(bare)) and "{SPACE}" not in words and words not in OPEN


def _of_module(tree: ast.Module) -> Iterator[str]:
    passed = _unsaid(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _figures(node)
        if isinstance(node, ast.Dict):
            yield from _labels(node)
        if id(node) in passed:
            continue
        words = _words(node)
        if words and " " in words.strip():
            yield " ".join(words.split())


def _unsaid(tree: ast.Module) -> set[int]:
    """List what is said to nobody: notes in the source, words to the engine, parts of others."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            passed.add(id(body[0].value))
        if isinstance(node, ast.JoinedStr):
            passed |= {id(one) for one in ast.walk(node) if one is not node}
        if isinstance(node, ast.keyword) and node.arg in SILENT:
            passed |= {id(one) for one in ast.walk(node.value)}
        if isinstance(node, ast.Call) and _called(node) in SILENT_CALLS:
            passed |= {id(one) for one in ast.walk(node)}
        if isinstance(node, ast.Subscript):
            passed |= {id(one) for one in ast.walk(node.slice)}
    return passed


def _figures(node: ast.Call) -> Iterator[str]:
    """Name the figures that are told without a label of their own."""
    if _called(node) not in TELLS:
        return
    firsts = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "figure")]
    for first in firsts:
        for one in ast.walk(first):
            if FIGURE_NAME.fullmatch(_text(one)):
                yield label(_text(one))


def _labels(node: ast.Dict) -> Iterator[str]:
    """List the labels of a card, single words among them."""
    for key, value in zip(node.keys, node.values, strict=True):
        is_plain = isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
        if is_plain and (said := _text(value))[:1].isupper():
            yield said


def _text(node: ast.AST) -> str:
    """Give the text that a constant is; "" for all else."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text else ""  # type: ignore[attr-defined]  # it is a constant


def _words(node: ast.AST) -> str:
    if not isinstance(node, ast.JoinedStr):
        return _text(node)
    said, names = "", set[str]()
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            said += _place(part, names)
        elif isinstance(part, ast.Constant):
            said += str(part.value)
    return said


def _place(part: ast.FormattedValue, names: set[str]) -> str:
    """Write a place for a figure: its name in the source, and how it is written."""
    spec = ast.unparse(part.format_spec)[2:-1] if part.format_spec else ""
    simple = spec if re.fullmatch(r"[,.\d]*[fd,]?", spec) else ""
    found = re.findall(r"[A-Za-z_]\w*", ast.unparse(part.value)) or ["value"]
    name = found[-1] if not isinstance(part.value, ast.Call) else found[0]
    while name in names:
        name += "_"
    names.add(name)
    return f"{{{name}:{simple}}}" if simple else f"{{{name}}}"


def _called(node: ast.Call) -> str:
    function = node.func
    return getattr(function, "attr", getattr(function, "id", ""))


def _of_template(source: str) -> Iterator[str]:
    """List the texts of a template of the report; what it writes between them is a place."""
    said, names = "", set[str]()
    for token in [*JINJA.split(source), "<end>"]:
        if token.startswith("{{"):
            for words in re.findall(r'"([^"]*[a-z]{2}[^"]*)"', token):
                if not re.fullmatch(r"[a-z_]+|.*[{=#].*", words) or " " in words:
                    yield words
            found = re.findall(r"[A-Za-z_]\w*", re.sub(r'"[^"]*"', "", token)) or ["value"]
            name = found[-1]
            while name in names:
                name += "_"
            names.add(name)
            said += f"{{{name}}}"
        elif token.startswith(("{%", "<", "{#")):
            yield from READ_OUT.findall(token)
            if token.startswith("{#"):
                continue
            yield " ".join(said.split())
            said, names = "", set()
        else:
            said += token


def po_path(folder: Path, language: str) -> Path:
    """Tell where the translations of a folder's phrases are written."""
    return folder / "locale" / language / "LC_MESSAGES" / "phrases.po"


def read(folder: Path, language: str) -> Catalog:
    """Read the translated phrases of a folder; an empty catalogue where there are none."""
    path = po_path(folder, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(folder: Path, language: str) -> Catalog:
    """Give the catalogue of the phrases that there are, each with what is known of it."""
    known = read(folder, language)
    fresh = Catalog(
        locale=language, project="Sameroom", version="1", copyright_holder="The Sameroom founders",
        header_comment=HEADER % (folder.name, language), creation_date=MADE, revision_date=MADE,
        last_translator="The Sameroom founders", language_team=language, charset="utf-8",
    )  # fmt: skip
    for words in phrases_of(folder):
        had = known.get(words)
        fresh.add(words, str(had.string) if had else "", flags=())
    for message in fresh:
        message.flags.discard("python-format")
        message.flags.discard("python-brace-format")
    return fresh


def compiled(folder: Path, language: str) -> str:
    """Write the translated phrases of a folder as the program reads them."""
    said = {str(one.id): str(one.string) for one in read(folder, language) if one.id and one.string}
    return json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def renew(languages: tuple[str, ...]) -> list[str]:
    """Bring every folder's files to what its phrases are; gives what is to be translated."""
    missing: list[str] = []
    for folder in folders():
        for language in languages:
            path = po_path(folder, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po_of(merged(folder, language)))
            path.with_suffix(".json").write_text(compiled(folder, language), "utf-8")
            missing += [
                f"{path}: {one.id!r}" for one in read(folder, language) if one.id and not one.string
            ]
    return missing
