"""The whole page as plain data, so that templates only write it down."""

from collections import Counter
from dataclasses import dataclass

from sameroom.audit import Audit
from sameroom.engines.catalog import Placed
from sameroom.measure import Area
from sameroom.report import gaps, money, sections, wording
from sameroom.report.figures import Setting
from sameroom.report.inputs import Input, Taken, list_inputs, list_taken
from sameroom.report.sections import Rows, Section

MONEY = "cost"  # the area whose readings make the money page instead of a chapter
COUNTED = ("lead", "deal", "activity", "campaign", "asset")
MOST_FACTS = 3  # on the first screen; all stand at the end
DERIVED = ("identity", "attribute")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Chapter:
    """An area with its sections."""

    area: Area
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the whole is: the gaps told from chance, the questions told, and from what.

    Args:
        headline: "7 of 8 gaps are clear"; where no two ends can be compared, "5 of 6 answered".
        doubt: which of them may be chance, or "" where none is.
        answered: "13 of 13 questions answered".
        facts: on how much it stands.
    """

    headline: str
    doubt: str
    answered: str
    facts: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the document says.

    Args:
        verdict: how far the teams are apart, in a headline.
        cause: what weighs most, in a sentence; where nothing does, how to read what there is.
        why: what stands out in it, in a sentence.
        first_act: who should act on it, and how.
        untold_rows: disconnects of the gap picture that cannot be told yet.
        inputs: what the agreement assumes about costs.
        taken: what the money lines take each input for, measured or assumed.
        money_asked: the measures of the money page, for how they are worked out.
        missing: measures whose headline cannot be told.
    """

    company: str
    period: str
    made_on: str
    version: str
    currency: str
    verdict: str
    cause: str
    why: str
    first_act: str
    rows: tuple[gaps.Row, ...]
    untold_rows: tuple[Section, ...]
    bill: money.Bill
    money_rows: tuple[Rows, ...]
    money_asked: tuple[Section, ...]
    inputs: tuple[Input, ...]
    taken: tuple[Taken, ...]
    chapters: tuple[Chapter, ...]
    sureness: Sureness
    missing: tuple[Section, ...]
    facts: tuple[tuple[str, int], ...]
    audit: Audit

    @property
    def has_trends(self) -> bool:
        """Tell whether any disconnect can be followed month by month."""
        return any(row.trend for row in self.rows)


def lay_out(*, audit: Audit, placed: tuple[Placed, ...], areas: tuple[Area, ...]) -> Page:
    """Turn an audit into a page."""
    window = audit.window if audit.is_dated else None
    setting = Setting(currency=audit.terms.currency, window=window, defaults=audit.terms.defaults)
    bill = money.draw_up(audit=audit, placed=placed, setting=setting)
    chapters = _chapters(audit, placed, areas, bill, setting)
    every = [section for chapter in chapters for section in chapter.sections]
    rows = gaps.in_order([section.row for section in every if section.row])
    return Page(
        company=wording.clean(audit.terms.company),
        period=wording.period(window),
        made_on=wording.day(audit.made_at),
        version=wording.clean(audit.terms.version),
        currency=audit.terms.currency,
        verdict=verdict(rows, is_whole=all(s.row for s in every if s.gap_title)),
        cause=cause(rows) or beside(every, rows),
        why=next((row.why for row in rows if row.is_apart), ""),
        first_act=next((row.who for row in rows if row.is_apart), ""),
        rows=rows,
        untold_rows=tuple(s for s in every if s.gap_title and s.row is None),
        bill=bill,
        money_rows=_money_rows(audit, placed),
        money_asked=tuple(
            sections.make(audit=audit, item=item, bill=bill, setting=setting)
            for item in placed
            if item.area == MONEY
        ),
        inputs=list_inputs(audit=audit),
        taken=list_taken(audit=audit, placed=placed, setting=setting),
        chapters=chapters,
        sureness=_sureness(every, rows, audit),
        missing=tuple(section for section in every if section.headline is None),
        facts=tuple((_noun(n), m) for n, m in audit.facts.items() if m and n not in DERIVED),
        audit=audit,
    )


def verdict(rows: tuple[gaps.Row, ...], *, is_whole: bool = True) -> str:
    """Say in a headline in how many places the teams are apart."""
    if not rows:
        return "What was brought does not yet show where sales and marketing are apart"
    clear = [row for row in rows if row.is_apart]
    if not clear:
        if not is_whole:
            return "What little can be compared so far shows no gap"
        return "No gap between sales and marketing stands out from chance"
    number = _number(len(clear))
    return f"Sales and marketing are apart in {number} place{'' if len(clear) == 1 else 's'}"


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else f"{n:,}"


def cause(rows: tuple[gaps.Row, ...]) -> str:
    """Say which of the clear gaps weighs most, and what each end of it says."""
    clear = [row for row in rows if row.is_apart]
    if not clear:
        return ""
    first = clear[0]
    weight = "costs most" if first.cost > 0 else "is the widest"
    ends = "; ".join(f"{end.figure.text} {end.words}" for end in (first.marketing, first.sales))
    return f"“{first.title}” {weight}: {ends}."


def beside(every: list[Section], rows: tuple[gaps.Row, ...]) -> str:
    """Say where no gap can be named what can be told all the same, and what would tell more."""
    told = sum(section.headline is not None for section in every)
    missing = [s for s in every if s.gap_title and s.row is None and s.untold]
    brought = Counter(gap.bring for s in missing for gap in s.untold[:1] if gap.bring)
    first = (
        "Where the two can be compared, promises are kept or the ends are too close to call."
        if rows
        else ""
    )
    if not rows and told:
        first = f"{_of(told, len(every))} can be answered all the same; they stand below."
    if not rows and not told:
        first = f"None of the {wording.count(number=len(every), noun='question')} can be answered."
    more = f"What would tell most: {brought.most_common(1)[0][0]}" if brought else ""
    return " ".join(text for text in (first, more) if text)


def _of(told: int, asked: int) -> str:
    return f"{told} of {wording.count(number=asked, noun='question')}"


def _sureness(every: list[Section], rows: tuple[gaps.Row, ...], audit: Audit) -> Sureness:
    nouns = [(noun, audit.facts.get(noun, 0)) for noun in COUNTED]
    nouns = ([one for one in nouns if one[1]] or _largest(audit))[:MOST_FACTS]
    facts = ", ".join(wording.count(number=n, noun=_noun(noun)) for noun, n in nouns)
    told = sum(section.headline is not None for section in every)
    answered = f"{_of(told, len(every))} answered"
    clear, doubtful = sum(row.is_apart for row in rows), sum(row.is_doubtful for row in rows)
    open_ = clear + doubtful
    headline = f"{clear} of {open_} gap{'' if open_ == 1 else 's'} clear" if open_ else answered
    untold = sum(bool(section.gap_title) and section.row is None for section in every)
    doubts = [(doubtful, "may be chance"), (untold, "cannot be told yet")]
    doubt = " · ".join(f"{_number(n)} {words}" for n, words in doubts if n)
    return Sureness(
        headline=headline,
        doubt=doubt,
        answered=answered if open_ else "",
        facts=facts,
    )


def _largest(audit: Audit) -> list[tuple[str, int]]:
    """List the facts there are most of, where none of those is there that people look for."""
    found = [(noun, n) for noun, n in audit.facts.items() if n and noun not in DERIVED]
    return sorted(found, key=lambda one: -one[1])[:3]


def _chapters(
    audit: Audit,
    placed: tuple[Placed, ...],
    areas: tuple[Area, ...],
    bill: money.Bill,
    setting: Setting,
) -> tuple[Chapter, ...]:
    chapters = []
    for area in areas:
        made = tuple(
            sections.make(audit=audit, item=item, bill=bill, setting=setting)
            for item in placed
            if item.area == area.name and area.name != MONEY
        )
        if made:
            chapters.append(Chapter(area=area, sections=tuple(sorted(made, key=_weight))))
    return tuple(chapters)


def _weight(section: Section) -> tuple[bool, float]:
    """Put first in a chapter what costs most, then the other gaps, then the rest as they come."""
    return (section.row is None, -section.row.cost if section.row else 0.0)


def _money_rows(audit: Audit, placed: tuple[Placed, ...]) -> tuple[Rows, ...]:
    names = [item.measure.name for item in placed if item.area == MONEY]
    return tuple(row for name in names for row in sections.list_rows(audit=audit, measure=name))


def _noun(name: str) -> str:
    return wording.NOUNS.get(name, name.replace("_", " "))
