"""The registry of definitions: what each figure is, in words, symbols and SQL, and whose it is."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sameroom.agreement import method_page
from sameroom.agreement.method_page import Change
from sameroom.agreement.web import api, method_words
from sameroom.engines import catalog
from sameroom.engines.portable import DIALECTS, Dialect, schema, trace, translate
from sameroom.engines.reading import tables_read
from sameroom.errors import SameroomError
from sameroom.facts import list_tables
from sameroom.measure import Measure, Unit
from sameroom.webkit.templatetags.local import phrase

UNITS = {
    Unit.SHARE: gettext_lazy("a share of all"),
    Unit.COUNT: gettext_lazy("a number"),
    Unit.HOURS: gettext_lazy("business hours"),
    Unit.DAYS: gettext_lazy("days"),
    Unit.MONEY: gettext_lazy("money"),
    Unit.DISTANCE: gettext_lazy("a distance of 0 to 1"),
    Unit.RATIO: gettext_lazy("a ratio"),
    Unit.INDEX: gettext_lazy("an index"),
}
NOTES = {
    "executed": gettext_lazy("executed"),
    "translated, not executed": gettext_lazy("translated, not executed"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as the list shows it."""

    name: str
    question: str
    area: str
    formula: str
    owner: str
    english: str  # question and formula, to be found by


@dataclass(frozen=True, slots=True)
class RegistryPage:
    """Every figure, or those that were looked for."""

    asked: str
    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure.

    Args:
        unit_words: what it is counted in, in the reader's words.
        version: of its formula: the first is 1, and each that counts otherwise is one more.
        code_version: of the program.
        changes: from when on it was worked out otherwise, the latest first.
        symbols: the formulas of its page on the method.
        facts: the columns of the record it is made of, by table.
        sql: what is asked, in the dialect that was chosen; "" where it has no equal for something,
            which `dialect_note` then tells.
        differs: why a CRM's figure of the same name may say something else.
        headings: of its page on the method, with what stands below each.
    """

    entry: Entry
    unit: str
    unit_words: str
    version: int
    code_version: str
    changes: tuple[Change, ...]
    agreement: str
    symbols: tuple[str, ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    dialect: str
    dialects: tuple[str, ...]
    dialect_note: str
    sql: str
    differs: tuple[str, ...]
    method: tuple[tuple[str, str], ...]

    @property
    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """Give the parts of the page on the method, their headings as the reader calls them."""
        return method_words.parts(self.method)


def get_registry_page(*, asked: str) -> RegistryPage:
    """List the figures in whose name, question, area or formula every word stands."""
    words = asked.casefold().split()
    entries = _entries()
    found = tuple(one for one in entries if all(word in _said_of(one) for word in words))
    return RegistryPage(asked, found, len(entries))


def _said_of(one: Entry) -> str:
    """Say all by which a figure is found, in small letters."""
    told = (one.name, one.question, one.area, one.formula, one.owner, one.english)
    return " ".join(told).casefold()


def names_of(owner: str) -> str:
    """Write who answers for a figure: two names are joined in the reader's language."""
    first, joined, second = owner.rpartition(" and ")
    return _("%(first)s and %(second)s") % {"first": first, "second": second} if joined else owner


def _entries() -> tuple[Entry, ...]:
    in_force = api.find_in_force()
    owners = in_force.clauses.goals.owners if in_force else {}
    titles = {area.name: area.title for area in catalog.list_areas()}
    return tuple(
        Entry(
            placed.measure.name, phrase(placed.measure.question), phrase(titles[placed.area]),
            phrase(placed.measure.formula), names_of(owners.get(placed.measure.name, "")),
            f"{placed.measure.question} {placed.measure.formula}",
        )
        for placed in catalog.list_measures()
    )  # fmt: skip


def find_definition(*, name: str, dialect: str) -> Definition | None:
    """Find what a figure is."""
    entry = next((one for one in _entries() if one.name == name), None)
    if entry is None:
        return None
    placed = catalog.get_measure(name)
    chosen = dialect if dialect in set(Dialect) else "duckdb"
    in_force = api.find_in_force()
    method = placed.measure.method
    facts = facts_of(name)
    try:
        sql, note = sql_of(name, chosen), str(NOTES[DIALECTS[Dialect(chosen)]])
    except SameroomError as error:  # this dialect has no equal for something
        sql, note = "", error.text()
    return Definition(
        entry=entry,
        unit=str(placed.measure.unit),
        unit_words=str(UNITS[placed.measure.unit]),
        version=placed.measure.version,
        code_version=code_version(),
        changes=method_page.list_changes(method=method),
        agreement=in_force.mark if in_force else "",
        symbols=method_page.list_symbols(method=method),
        facts=facts,
        dialect=chosen,
        dialects=tuple(str(one) for one in Dialect),
        dialect_note=note,
        sql=sql,
        differs=reasons(placed.measure, facts),
        method=method_page.list_parts(method=method),
    )


def reasons(measure: Measure, facts: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """Say why a CRM's figure of the same name may differ, from what this one is made of."""
    read = {f"{noun}.{name}" for noun, names in facts for name in names}
    nouns = {noun for noun, _names in facts}
    told = [phrase(str(measure.settings["crm"]))] if "crm" in measure.settings else []
    if {"touch", "activity"} <= nouns or len(nouns & {"touch", "spend", "campaign"}) > 1:
        told.append(
            _("It reads both teams' systems together; a CRM counts only what reached the CRM.")
        )
    if "stage_change" in nouns:
        told.append(_(
            "It counts from the history of stages; a CRM's list shows the stage of today, in which "
            "earlier turns are lost."
        ))  # fmt: skip
    if {"lifecycle_stage", "reason_family"} & nouns or "stage_change" in nouns:
        told.append(
            _("It uses the words for stages that both teams agreed on, not each system's own.")
        )
    if "calendar_quarter" in nouns:
        told.append(
            _("It counts working hours of your calendars; a CRM counts hours of the clock.")
        )
    if "deal.amount" in read or "spend.amount" in read:
        told.append(_("Money is converted once, at import, at the rate of its day."))
    told.append(_(
        "The same person or company in two systems is counted once, and of every share the "
        "undecided and the too few are named instead of guessed."
    ))  # fmt: skip
    return tuple(told)


@cache
def facts_of(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List the columns of the record and of the agreement that a figure is made of."""
    road = trace(catalog.get_measure(name).sql)
    order = {table.name: place for place, table in enumerate(list_tables())}
    by_noun: dict[str, set[str]] = {}
    for column in road.facts:
        noun, _, own = column.partition(".")
        by_noun.setdefault(noun, set()).add(own)
    nouns = sorted(by_noun, key=lambda noun: (order.get(noun, 99), noun))
    return tuple((noun, tuple(sorted(by_noun[noun]))) for noun in nouns)


@cache
def sql_of(name: str, dialect: str) -> str:
    """Write the SQL of a figure, with the shared tables it stands on."""
    placed = catalog.get_measure(name)
    shared = catalog.in_order(catalog.list_shared_tables(), tables_read(placed.sql))
    steps = [f"create table {table.name} as\n{_in(table.sql, dialect)};\n" for table in shared]
    return "\n".join([*steps, f"{_in(placed.sql, dialect)};"])


@cache  # most figures stand on the same few tables
def _in(sql: str, dialect: str) -> str:
    return translate(sql, dialect=dialect, known=schema()).strip().rstrip(";")


@cache
def code_version() -> str:
    """Tell the version of the code that works it out."""
    from sameroom import __version__

    return __version__
