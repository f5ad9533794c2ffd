"""The parts of imports as the pattern page shows them."""

from dataclasses import replace
from datetime import UTC, datetime

from sameroom.agreement.compare import Change
from sameroom.agreement.web.api import Looked, Side
from sameroom.importing.found import CameIn, Column, File, Found, Left, Noun, Wrong
from sameroom.importing.meanings import Word, Words
from sameroom.importing.questions import Question
from sameroom.importing.web.file_forms import FileForm
from sameroom.importing.web.forms import AnswersForm, BringForm
from sameroom.importing.web.mappings import Becomes, Mapping
from sameroom.importing.web.models import State
from sameroom.importing.web.queries import ImportPage, Progress
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)
PROGRESS, CAME_IN = "importing/_progress.html", "importing/_came_in.html"
COUNTS, QUESTION = "importing/_counts.html", "importing/_question.html"
TITLE = "leads.csv"


def list_patterns() -> tuple[Pattern, ...]:
    """Show files on their way into the record: asked for, planned, imported, taken back."""
    return (
        Pattern("the script that takes what is dropped", "importing/_head.html"),
        Pattern("asking for files", "importing/_bring.html", {"form": BringForm()}),
        Pattern("what its scripts say", "importing/_bring_words.html"),
        *_on_their_way(),
        Pattern("waits for somebody", "importing/_plan.html", _plan()),
        Pattern("with its questions", "importing/_answers.html", _answers()),
        *_asked(),
        Pattern("nothing wrong", COUNTS, {"file": replace(_file(), wrong=(), refused=0)}),
        Pattern("some rows refused", COUNTS, {"file": _file(), "came": "came in"}),
        Pattern(
            "by itself", "importing/_file.html", {"file": _file(), "place": 9, "page": _page()}
        ),
        *_words(),
        *_kept(),
        Pattern("in the record", CAME_IN, {"page": _done(1)}),
        Pattern("nothing new", CAME_IN, {"page": replace(_done(2), run="", came_in=CameIn())}),
        Pattern("taken back", CAME_IN, {"page": replace(_done(3), state=State.UNDONE)}),
    )


def _progress(state: State, *, step: str = "", waits_for: str = "") -> Progress:
    is_going_on = state != State.DONE
    return Progress(1, state, str(state.label), step, 4200, 12000, 35, is_going_on, waits_for)


def _on_their_way() -> tuple[Pattern, ...]:
    """Show how far an import is; what asks again by itself stands still here."""
    several = {
        "being looked at": _progress(State.PLANNING, step="Reading leads.csv"),
        "being imported": _progress(State.RUNNING, step="Writing leads"),
        "waits for a reading": _progress(State.ASKED, waits_for="reading"),
        "waits for another": _progress(State.ASKED, waits_for="“deals.csv” is imported"),
        "being taken back": _progress(State.UNDOING, step="Taking back leads"),
        "done": _progress(State.DONE),
    }
    return tuple(
        Pattern(state, PROGRESS, {"progress": progress, "is_still": True})
        for state, progress in several.items()
    )


def _column(place: int, header: str, target: str, becomes: str, *samples: str) -> Column:
    sure = 0.6 if target == "lead.created_at" else 1.0
    return Column(place, header, target, becomes, sure, "the header says so", samples,
                  ("lead.created_at",), "", "", "",
                  may_be=("lead.created_at", "lead.handed_over_at"))  # fmt: skip


def _file() -> File:
    columns = (
        _column(0, "Lead ID", "lead.source_id", "its own number", "L1", "L2"),
        _column(1, "Created", "lead.created_at", "when the case was opened", "04/05/2026"),
        _column(2, "Opened", "ask", "not decided yet", "04/06/2026"),
        _column(3, "Notes", "ignore", "left out", "call back"),
    )
    wrong = (Wrong(2, True, "its number is missing", "Fill it in and export anew.", ("line 7",)),)
    return File(TITLE, TITLE, "HubSpot", "hubspot", "leads, with who they are", ("lead",),
                "the columns fit", 0.7, 12000, 11900, 400, 12, 2, 3, wrong,
                ("read as Windows-1252",), columns)  # fmt: skip


def _found() -> Found:
    asks = (("which", (1, 2)), ("order", (1,)), ("what", (2,)))
    questions = tuple(
        Question(kind, TITLE, TITLE, places, "lead.created_at", "when the case was opened")
        for kind, places in asks
    )
    return Found(
        files=(_file(),), left=(Left("notes.pdf", "", "no table"),),
        nouns=(Noun("leads", 11400, 100, 400),), missing=("the deals of the CRM",),
        currency="EUR", currency_why="most amounts are in it", remarks=(), questions=questions,
        shapes={},
    )  # fmt: skip


def _page() -> ImportPage:
    change = Change("promises", "promises.first_touch", "within hours", "8", "4")
    differs = Looked(("agreement.yaml, line 3: …",), ("Ada",), "2026-1",
                     (Side("Promises", (change,)),), None)  # fmt: skip
    return ImportPage(
        number=1, title=TITLE, state=State.PLANNED, words="", version=1, who="Ada",
        brought_at=AT, ended_at=None, changed_by="", files=1, size=4096, failure="",
        currency="EUR", zone="UTC", progress=_progress(State.DONE),
        found=_found(), came_in=None, run="", agreement=differs,
    )  # fmt: skip


def _form(name: str) -> AnswersForm:
    initial = {"currency": "EUR", "zone": "UTC"}
    form = AnswersForm(found=_found(), initial=initial)
    form.auto_id = f"{name}-%s"
    return form


def _plan() -> dict[str, object]:
    return {"page": _page(), "form": _form("plan")}


def _answers() -> dict[str, object]:
    return {"page": _page(), "form": _form("answers")}


def _asked() -> tuple[Pattern, ...]:
    names = ("which of several", "in which order", "what one is")
    asked = zip(names, _form("asked").asked(), strict=True)
    return tuple(Pattern(name, QUESTION, {"asked": one}) for name, one in asked)


def _kept() -> tuple[Pattern, ...]:
    """Show what is remembered of files: all that it can say, and that they are left out."""
    how, words = (("time zone", "Europe/Berlin"),), (("signed", "won"), ("gone", "lost"))
    columns = (
        ("Opened", (Becomes("when it was opened", False, how, (), ""),)),
        ("Stage", (Becomes("its stage", False, (), (), ""),
                   Becomes("how it ended", False, (), words, "still open"))),
        ("Notes", (Becomes("left out", True, (), (), ""),)),
    )  # fmt: skip
    rule = '[[file]]\npath = "deals.csv"\n'
    one = Mapping(1, "x", "deals.csv", "HubSpot", "deals", columns, 2, AT, "Ada", rule)
    nameless = replace(one, number=2, path="export.csv", tool="", words=0, who="")
    left = replace(one, number=3, path="notes.csv", kind="", columns=(), words=0)
    told = {"in full": one, "of a tool without a name": nameless, "left out": left}
    return tuple(
        Pattern(state, "importing/_mapping.html", {"one": kept}) for state, kept in told.items()
    )


def _words() -> tuple[Pattern, ...]:
    """Show the words of a column: one understood, one not, and more than are listed."""
    known, unknown = Word("won", "Won", 120, "won"), Word("signed?", "Signed?", 14, "")
    told = {
        "some not understood": Words(3, "deal.outcome", (unknown, known), 2, 1),
        "the others taken as one": Words(3, "deal.outcome", (unknown, known), 0, 1, "open"),
        "none said so far": Words(3, "deal.outcome", (unknown,), 0, 1, is_beside=True),
        "counted in the first rows": Words(3, "deal.outcome", (known,), rows=100_000),
    }
    column = _column(3, "Stage", "deal.stage", "its stage", "Won")
    patterns = []
    for place, (state, words) in enumerate(told.items()):
        shown = replace(column, place=place, words=(replace(words, place=place),))
        (row,) = FileForm(file=replace(_file(), columns=(shown,))).words()
        patterns.append(Pattern(state, "importing/_words.html", {"one": row}))
    return tuple(patterns)


def _done(number: int) -> ImportPage:
    came_in = CameIn(written=(("leads", 11400),), errors=("leads.errors.csv",), rows=11500)
    return replace(_page(), number=number, state=State.DONE, ended_at=AT, came_in=came_in,
                   run="0017", agreement=None)  # fmt: skip
