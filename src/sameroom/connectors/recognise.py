"""Proposes the mapping of a folder: what each file is, and what each of its columns is."""

from collections.abc import Sequence
from dataclasses import replace

from sameroom.connectors import asides, known, likeness, links, lookups, suggesting
from sameroom.connectors.asking import alike, is_guessed, is_said, overlaps
from sameroom.connectors.assign import speaks
from sameroom.connectors.building import Draft, build
from sameroom.connectors.choosing import Choice, choose, choose_as
from sameroom.connectors.doubting import (
    doubt_contradictions,
    doubt_ties,
    doubt_unused_keys,
    is_backed,
    is_understood,
    may_be_ours,
    pass_over_copies,
    points_astray,
    read_own_key,
    settle_expected,
)
from sameroom.connectors.finding import found_keys, found_names
from sameroom.connectors.headers import squeezed
from sameroom.connectors.leftovers import settle_rest
from sameroom.connectors.mapping import (
    ASK,
    ATTRIBUTE,
    IGNORE,
    STAGE,
    ColumnMapping,
    FileMapping,
    Proposal,
    SheetSample,
)
from sameroom.connectors.matching import (
    MAYBE,
    SURE,
    content_fits,
)
from sameroom.connectors.remembered import known_again
from sameroom.connectors.rules import FileRule, unmatched
from sameroom.connectors.rules import apply as apply_rule
from sameroom.connectors.rules import find as find_rule
from sameroom.connectors.shapes import get_shape, list_shapes
from sameroom.connectors.sheets import Sheet, point_again, prepare
from sameroom.connectors.twins import pass_over_twins, prefer_addresses
from sameroom.connectors.unwrapping import as_landed

_CERTAIN = 0.98
_DOUBTFUL_FILE = 0.7
_PLAIN = 0.9


def propose(
    *,
    samples: Sequence[SheetSample],
    rules: Sequence[FileRule] = (),
    origin: str = "files",
) -> Proposal:
    """Propose what every file of a folder is, looking at all of them together.

    Args:
        samples: the files, opened as strings.
        rules: what a mapping file says; it goes before what is found out.
        origin: the name of the system for files that no card knows.

    Raises:
        SameroomError: when a rule names a column that its file does not have, or no rule
            means a file.
    """
    sheets = prepare(samples=samples)
    around = frozenset(m.connector.name for s in sheets if (m := _known(s, frozenset())))
    told = [_rule_of(sheet, sheets, rules) for sheet in sheets]
    files = [_ruled_or_mapped(*pair, origin, around) for pair in zip(sheets, told, strict=True)]
    if any(not file.system for file in files):
        keys, names = found_keys(files, sheets), found_names(files, sheets)
        sheets = point_again(sheets=sheets, keys=keys, names=names)
        files = [
            file if file.system else _ruled_or_mapped(sheet, rule, origin, around)
            for file, sheet, rule in zip(files, sheets, told, strict=True)
        ]
    remarks = (*unmatched(rules=rules, sheets=sheets), *_remarks(files))
    return Proposal(tuple(lookups.fill(files=files, sheets=sheets)), remarks)


def _known(sheet: Sheet, around: frozenset[str]) -> known.Match | None:
    """Find the known object that a file is, by the spelling of its headers or by their meaning."""
    if not sheet.has_header:
        return None
    names = [as_landed(column.header) for column in sheet.columns]
    spelled = known.find(names=names, file_name=sheet.sample.name)
    if spelled is not None and spelled.share >= _PLAIN:
        return spelled
    meant = likeness.find(columns=sheet.columns, file_name=sheet.sample.name, around=around)
    return meant if meant and (not spelled or meant.share > spelled.share) else spelled


def _rule_of(sheet: Sheet, sheets: Sequence[Sheet], rules: Sequence[FileRule]) -> FileRule | None:
    """Find what a person said of a file, or of another one with the same columns."""
    rule = find_rule(rules=rules, path=sheet.sample.path, name=sheet.sample.name)
    return rule or (known_again(sheet=sheet, sheets=sheets, rules=rules) if rules else None)


def _ruled_or_mapped(
    sheet: Sheet, rule: FileRule | None, origin: str, around: frozenset[str]
) -> FileMapping:
    if rule is None:
        return _map(sheet, origin, around)
    ruled = apply_rule(rule=rule, sheet=sheet)
    return _found_as(sheet, rule, ruled) if rule.others == "find" else ruled


def _found_as(sheet: Sheet, rule: FileRule, ruled: FileMapping) -> FileMapping:
    """Find out the columns of a file of which only was said what its rows are."""
    shapes = [shape for shape in list_shapes() if shape.nouns == rule.fills]
    if not shapes:
        return ruled
    choice = choose_as(sheet=sheet, shape_name=shapes[0].name, taken=frozenset())
    found = _built(sheet, replace(_from_choice(sheet, choice), origin=rule.origin))
    unsaid = "the mapping file does not name it"
    columns = tuple(
        _only_of(there, rule.fills) if said.why == unsaid else said
        for said, there in zip(ruled.columns, found.columns, strict=True)
    )
    nouns = tuple(noun for noun in found.nouns if noun.noun in rule.fills)
    return replace(
        found, nouns=nouns, columns=columns, system=ruled.system, confidence=1.0, why=ruled.why
    )


def _only_of(column: ColumnMapping, nouns: tuple[str, ...]) -> ColumnMapping:
    """Leave out what a column would fill of a noun that the rows were said not to be."""
    if column.target == ASK or column.target.startswith(ATTRIBUTE):
        return column
    fills = [f for f in column.fills if f.target.startswith((STAGE, *(f"{n}." for n in nouns)))]
    if not fills:
        return replace(column, target=IGNORE, also=())
    return replace(column, target=fills[0].target, parse=fills[0].parse, also=tuple(fills[1:]))


def _map(sheet: Sheet, origin: str, around: frozenset[str]) -> FileMapping:
    match = _known(sheet, around)
    if match is not None:
        return _built(sheet, _from_card(sheet, match))
    linked = links.find(sheet=sheet)
    if linked is not None:
        return _built(sheet, replace(linked, origin=origin))
    return _built(sheet, replace(_from_choice(sheet, choose(sheet=sheet)), origin=origin))


def _built(sheet: Sheet, draft: Draft) -> FileMapping:
    """Build what was decided, and say of what is asked what it may be."""
    return suggesting.add(file=build(sheet=sheet, draft=draft), sheet=sheet, draft=draft)


def _from_card(sheet: Sheet, match: known.Match) -> Draft:
    draft = Draft(
        shape=match.known.shape,
        origin=match.connector.name,
        system=match.connector.name,
        kind=match.known.name,
        constants=match.known.constants,
        when=match.known.when,
        completes=match.known.completes,
        confidence=min(0.99, 0.9 + 0.09 * match.share),
        why=f"its headers are those of {match.connector.title} {match.known.name}"
        + (f", which {match.known.why}" if match.known.why else ""),
    )
    for index, targets in match.targets.items():
        draft.decide(index, targets, _CERTAIN, f"{match.connector.title} calls it so")
    for index in _replaced(sheet, match):
        draft.decide(index, (IGNORE,), _CERTAIN, "another column says it better")
    for index, guess in match.unsure.items():
        if sheet.columns[index].profile.is_empty:
            continue
        draft.doubt(index, guess, MAYBE)
    if not match.known.shape or match.known.completes:
        return settle_rest(sheet, draft, frozenset(), IGNORE)
    _add_key(sheet, draft)
    _add_renamed(sheet, draft, match)
    _doubt_missed(sheet, draft, match)
    return settle_rest(sheet, draft, frozenset(), ATTRIBUTE)


def _replaced(sheet: Sheet, match: known.Match) -> list[int]:
    """List the columns that only stand in for one that the file has and that is filled."""
    places = {header: index for index, header in match.headers.items()}
    pairs = [(squeezed(first), squeezed(better)) for first, better in match.known.fallbacks]
    return [
        places[first]
        for first, better in pairs
        if {first, better} <= places.keys() and not sheet.columns[places[better]].profile.is_empty
    ]


def _doubt_missed(sheet: Sheet, draft: Draft, match: known.Match) -> None:
    """Ask about what could be a field that the system has and that no header told of."""
    if match.share >= _PLAIN and not match.by_meaning:
        return
    wanted = {part.strip() for text in match.known.columns.values() for part in text.split("+")}
    shape = get_shape(name=match.known.shape)
    fields = [f for f in shape.fields if f.target in wanted - alike(draft.targets)]
    for column in sheet.columns:
        if column.index in {*draft.decided, *draft.doubted, *match.listed} or column.is_technical:
            continue
        if column.profile.is_empty or likeness.is_own(column):
            continue
        for field in fields:
            is_unknown = any(not word.senses for word in column.meanings)
            is_address = "email" in column.profile.kinds and field.kinds == ("email",)
            is_open = is_unknown or is_address or overlaps(column, field)
            if content_fits(column, field) and is_open:
                draft.doubt(column.index, field.target, MAYBE)
                break


def _add_key(sheet: Sheet, draft: Draft) -> None:
    """Read a plain "id" as the rows' own, where the system calls its own otherwise."""
    target = f"{get_shape(name=draft.shape).nouns[0]}.source_id"
    named = [c for c in sheet.columns if squeezed(c.header) == "id" and c.profile.is_unique]
    if target not in draft.targets and len(named) == 1 and named[0].index not in draft.decided:
        draft.decide(named[0].index, (target,), 0.9, "it is the rows' own id")


def _add_renamed(sheet: Sheet, draft: Draft, match: known.Match) -> None:
    """Find fields that the card's headers did not fill under another name."""
    settled = set(draft.decided) | match.listed | set(draft.doubted)
    settled |= {c.index for c in sheet.columns if c.header.lower().endswith(("_c", "__c"))}
    left = replace(sheet, columns=tuple(c for c in sheet.columns if c.index not in settled))
    if match.share < 0.5 and len(sheet.columns) > 40:
        return
    shape = get_shape(name=match.known.shape)
    choice = choose_as(sheet=left, shape_name=match.known.shape, taken=alike(draft.targets))
    for item in choice.found:
        if item.score >= 0.9 and not is_said(item.column, shape, alike(draft.targets)):
            targets = (item.field.target, *item.field.also)
            draft.decide(item.column.index, targets, item.score, "its header says so")


def _from_choice(sheet: Sheet, choice: Choice) -> Draft:
    if choice.shape is None:
        draft = Draft(shape="", confidence=0.3, why="it looks like nothing that Sameroom knows")
        return settle_rest(sheet, draft, choice.unread, ASK)
    draft = Draft(
        shape=choice.shape.name,
        constants=choice.shape.constants,
        confidence=round(choice.confidence, 2),
        why=f"its columns are those that tell of each {choice.shape.nouns[0].replace('_', ' ')}"
        + _doubt(choice),
    )
    is_clear = is_understood(sheet, choice)
    is_odd = may_be_ours(sheet=sheet, choice=choice) or points_astray(sheet=sheet, choice=choice)
    is_clear = is_clear and not is_odd
    is_safe = choice.confidence >= _DOUBTFUL_FILE and is_clear
    for item in choice.found:
        targets = (item.field.target, *item.field.also)
        by_content = item.column.index in choice.unread
        is_told = by_content or speaks(column=item.column, target=item.field.target)
        why = "its values say so" if by_content else "its header says so"
        is_open = choice.is_near_kin and item.field.target == "lead.status"
        is_sure = item.score >= SURE
        if not is_sure and is_backed(sheet=sheet, choice=choice, item=item):
            is_sure, why = True, "part of its header and its values say so"
        is_told = is_told and (by_content or not is_guessed(column=item.column, field=item.field))
        if is_sure and is_told and is_safe and not is_open:
            draft.decide(item.column.index, targets, max(item.score, SURE), why)
            draft.by_content |= {item.field.target} if by_content else frozenset()
        elif item.score >= MAYBE and not asides.is_all(column=item.column, shape=choice.shape):
            draft.doubt(item.column.index, item.field.target, item.score)
    read_own_key(sheet, draft, choice.shape)
    settle_expected(sheet, draft)
    doubt_ties(sheet, draft, choice.shape)
    doubt_unused_keys(sheet, draft, choice.shape)
    pass_over_twins(sheet, draft)
    prefer_addresses(sheet, draft, choice.shape)
    doubt_contradictions(sheet, draft, choice)
    pass_over_copies(sheet, draft)
    return settle_rest(sheet, draft, choice.unread, ATTRIBUTE if is_safe else ASK)


def _doubt(choice: Choice) -> str:
    """Say which other kind makes the kind of a file doubtful."""
    rival = choice.rival.replace("_", " ")
    return f", but others are those of each {rival}, so every column is asked" if rival else ""


def _remarks(files: list[FileMapping]) -> tuple[str, ...]:
    """Say what a person has to know before importing."""
    remarks = []
    for file in files:
        if not file.nouns:
            remarks.append(f"{file.path} is passed over: {file.why}.")
        asked = [column.header or f"column {column.index + 1}" for column in file.asked]
        if asked and file.nouns:
            remarks.append(f"{file.path}: please decide on {', '.join(asked[:8])}.")
    return tuple(remarks)
