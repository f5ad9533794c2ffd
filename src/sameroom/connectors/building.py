"""Builds the mapping of a file from what was decided on its columns."""

from dataclasses import dataclass, field, replace

from sameroom.connectors.headers import squeezed
from sameroom.connectors.mapping import (
    ASK,
    ATTRIBUTE,
    IGNORE,
    STAGE,
    ColumnMapping,
    FileMapping,
    Fill,
    NounMapping,
    Parse,
    When,
)
from sameroom.connectors.matching import Column
from sameroom.connectors.parsing import AMBIGUOUS, file_style, outcome_words, parse_for
from sameroom.connectors.shapes import get_shape
from sameroom.connectors.sheets import Sheet

_NOT_YET = ("subscriber", "other", "abonnent", "abonne", "suscriptor", "assinante", "iscritto",
            "abonnee", "evangelist", "autre", "otro", "altro")  # fmt: skip
_KEYS = {
    "person": ("person.email",),
    "member": ("member.email", "member.name"),
    "account": ("account.domain", "account.name"),
    "campaign": ("campaign.name",),
    "product": ("product.name",),
}
_PERSON_SIGNS = {"person.email", "person.name", "person.first_name", "person.last_name",
                 "person.phone", "person.title"}  # fmt: skip
_PLACES = {"person.region", "account.region"}
_MOSTLY = 0.6  # a lead's own states are part common words, part a company's own
_WHICH_UNIT = "its values do not tell whether they are hours and minutes or minutes and seconds"
EMPTY_WORDS = ("select", "n/a", "null", "none", "-", "--", "#n/a", "(blank)", "nan", "not set")


@dataclass(slots=True)
class Draft:
    """What was decided on a file so far; the one place that changes while a file is mapped."""

    shape: str
    origin: str = "files"
    system: str = ""
    kind: str = ""
    constants: tuple[tuple[str, str], ...] = ()
    when: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    completes: bool = False
    confidence: float = 1.0
    why: str = ""
    decided: dict[int, tuple[tuple[str, ...], float, str]] = field(default_factory=dict)
    doubted: dict[int, tuple[str, float]] = field(default_factory=dict)
    by_content: frozenset[str] = frozenset()

    def decide(self, index: int, targets: tuple[str, ...], confidence: float, why: str) -> None:
        """Give a column to its targets."""
        self.decided[index] = (targets, confidence, why)

    def doubt(self, index: int, target: str, confidence: float) -> None:
        """Keep a guess, to be asked."""
        self.doubted[index] = (target, confidence)

    @property
    def targets(self) -> frozenset[str]:
        """List the targets given so far."""
        return frozenset(target for targets, _, _ in self.decided.values() for target in targets)


def build(*, sheet: Sheet, draft: Draft) -> FileMapping:
    """Build the mapping of a file."""
    nouns = _nouns(draft)
    style = file_style(column.profile for column in sheet.columns)
    columns = tuple(_column(column, draft, nouns, style) for column in sheet.columns)
    columns = _with_outcome(columns, sheet) if "deal" in nouns else columns
    columns = _with_status(columns, sheet, draft) if "lead" in nouns else columns
    return FileMapping(
        path=sheet.sample.path,
        name=sheet.sample.name,
        origin=draft.origin,
        nouns=tuple(_noun(noun, columns, sheet, draft) for noun in nouns),
        columns=columns,
        system=draft.system,
        kind=draft.kind,
        constants=_constants(draft, nouns, sheet),
        empty_words=_empty_words(sheet),
        has_header=sheet.has_header,
        confidence=draft.confidence,
        why=draft.why,
    )


def _nouns(draft: Draft) -> tuple[str, ...]:
    """Tell which nouns the rows fill, by what was found in them."""
    if not draft.shape:
        return ()
    found = draft.targets
    if draft.shape == "lead":
        return ("lead", "person") if found & _PERSON_SIGNS else ("lead",)
    if draft.shape == "contact":
        is_case = {"lead.status", "lead.handed_over_at", "person.lifecycle_stage"} & found
        return ("person", "lead") if is_case and not draft.completes else ("person",)
    return get_shape(name=draft.shape).nouns


def _column(column: Column, draft: Draft, nouns: tuple[str, ...], style: str) -> ColumnMapping:
    samples = tuple(dict.fromkeys(value[:60] for value in column.profile.values))[:3]
    if column.index in draft.doubted:
        guess, confidence = draft.doubted[column.index]
        return ColumnMapping(
            column.index,
            column.header,
            ASK,
            confidence=round(confidence, 2),
            why="not sure enough to be read so",
            samples=samples,
            guess=(guess,),
        )
    targets, confidence, why = draft.decided[column.index]
    kept = [target for target in targets if _belongs(target, nouns)]
    if not kept:
        kept, why = [_spare(column, nouns)], "kept as a further property"
    fills = [Fill(target, parse_for(column, target, fallback_style=style)) for target in kept]
    if any(AMBIGUOUS in {fill.parse.dates, fill.parse.unit} for fill in fills):
        is_date = any(fill.parse.dates == AMBIGUOUS for fill in fills)
        why = "its dates do not tell which number is the day" if is_date else _WHICH_UNIT
        return ColumnMapping(column.index, column.header, ASK, confidence=0.5, samples=samples,
                             why=why, guess=tuple(kept))  # fmt: skip
    return ColumnMapping(
        column.index, column.header, fills[0].target, fills[0].parse, tuple(fills[1:]),
        round(min(confidence, 0.99), 2), why, samples,
    )  # fmt: skip


def _belongs(target: str, nouns: tuple[str, ...]) -> bool:
    if target in {IGNORE, ASK} or target.startswith((ATTRIBUTE, STAGE)):
        return True
    return target.partition(".")[0] in nouns


def _spare(column: Column, nouns: tuple[str, ...]) -> str:
    can_carry = set(nouns) & {"lead", "person", "deal", "account"}
    return ATTRIBUTE + column.header if can_carry and column.header else IGNORE


def _with_outcome(columns: tuple[ColumnMapping, ...], sheet: Sheet) -> tuple[ColumnMapping, ...]:
    """Read the outcome of deals off their stage words, where no column states it."""
    filled = {fill.target for column in columns for fill in column.fills}
    if filled & {"deal.outcome", "deal.is_won", "deal.is_closed", "deal.is_active"}:
        return columns
    spare = [c for c in columns if not c.fills or c.target.startswith(ATTRIBUTE)]
    stating = next((column for column in spare if _states_outcome(column, sheet)), None)
    if stating is not None:
        parse = outcome_words(sheet.columns[stating.index].profile)
        why = "its values say how deals ended"
        read = replace(stating, target="deal.outcome", parse=parse, confidence=0.9, why=why)
        return tuple(read if c is stating else c for c in columns)
    return tuple(_stage_with_outcome(c, sheet) if c.target == "deal.stage" else c for c in columns)


def _states_outcome(column: ColumnMapping, sheet: Sheet) -> bool:
    """Tell whether a column says nothing but won, lost and, in one more word, open."""
    profile = sheet.columns[column.index].profile
    words = dict(outcome_words(profile).words)
    said = {value.strip().lower() for value in profile.values}
    return {"won", "lost"} <= set(words.values()) and len(said - set(words)) <= 1


def _with_status(
    columns: tuple[ColumnMapping, ...], sheet: Sheet, draft: Draft
) -> tuple[ColumnMapping, ...]:
    """Read "State" as the state of a lead, not as a place, where its words are those of leads."""
    if any(fill.target == "lead.status" for column in columns for fill in column.fills):
        return columns
    return tuple(
        replace(c, target="lead.status", parse=Parse(), also=(), confidence=0.9,
                why="its values are states of a lead")
        if _is_place(c, draft) and _share_of_states(c, sheet) >= _MOSTLY else c
        for c in columns
    )  # fmt: skip


def _is_place(column: ColumnMapping, draft: Draft) -> bool:
    """Tell whether a column was taken for a place, also of a noun that the rows do not fill."""
    return bool(_PLACES & {column.target, *draft.decided.get(column.index, ((),))[0]})


def _share_of_states(column: ColumnMapping, sheet: Sheet) -> float:
    return sheet.columns[column.index].profile.word_share("lead_status")


def _stage_with_outcome(column: ColumnMapping, sheet: Sheet) -> ColumnMapping:
    parse = outcome_words(sheet.columns[column.index].profile)
    return (
        replace(column, also=(*column.also, Fill("deal.outcome", parse))) if parse.words else column
    )


def _noun(noun: str, columns: tuple[ColumnMapping, ...], sheet: Sheet, draft: Draft) -> NounMapping:
    return NounMapping(
        noun, _id_from(noun, columns), _when(noun, columns, sheet, draft), draft.completes
    )


def _id_from(noun: str, columns: tuple[ColumnMapping, ...]) -> tuple[int, ...]:
    """Tell which columns make the id: the noun's own, the file's only one, or a natural key."""
    by_target = {fill.target: column.index for column in columns for fill in column.fills}
    for target in (f"{noun}.source_id", *_KEYS.get(noun, ())):
        if target in by_target:
            return (by_target[target],)
    shared = {"lead": "person.source_id", "person": "lead.source_id"}.get(noun, "")
    if noun == "lead" and shared not in by_target:
        shared = "person.email"
    if shared in by_target:
        return (by_target[shared],)
    names = ("person.first_name", "person.last_name") if noun == "person" else ()
    return tuple(by_target[name] for name in names if name in by_target)


def _when(
    noun: str, columns: tuple[ColumnMapping, ...], sheet: Sheet, draft: Draft
) -> tuple[When, ...]:
    by_name = {squeezed(column.header): column.index for column in sheet.columns}
    stated = [
        When(by_name[squeezed(header)], words)
        for only, header, words in draft.when
        if only in {"", noun} and squeezed(header) in by_name
    ]
    if stated or noun != "lead" or draft.shape != "contact":
        return tuple(stated)
    found = {fill.target: column.index for column in columns for fill in column.fills}
    stage = found.get("person.lifecycle_stage")
    status = found.get("lead.status", found.get("lead.handed_over_at"))
    by_stage = [When(stage, _NOT_YET, inverted=True)] if stage is not None else []
    return tuple(by_stage + ([When(status)] if status is not None else []))


def _constants(draft: Draft, nouns: tuple[str, ...], sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """Add what the file as a whole says: which noun moved, what sort of touch it lists."""
    if "stage_change.subject" in draft.targets:
        return draft.constants
    if nouns != ("stage_change",) or any(t == "stage_change.subject" for t, _ in draft.constants):
        return draft.constants
    senses = {
        s
        for c in sheet.columns
        if "stage_change.subject_id" in draft.decided.get(c.index, ((),))[0]
        for word in c.meanings
        for s in word.senses
    }
    senses |= {s for word in sheet.called for s in word.senses}
    subject = next(
        (n for s, n in (("DEAL", "deal"), ("LEAD", "lead"), ("PERSON", "person")) if s in senses),
        "deal",
    )
    return (*draft.constants, ("stage_change.subject", subject))


def _empty_words(sheet: Sheet) -> tuple[str, ...]:
    """List the words for "not answered" that this file really uses."""
    seen = {value.lower() for column in sheet.columns for value in column.profile.values}
    return tuple(word for word in EMPTY_WORDS if word in seen)
