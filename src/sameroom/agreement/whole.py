"""What must hold between clauses, once each of them is right by itself."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sameroom.agreement.clauses import Calendar, Clauses, Criterion
from sameroom.agreement.place import Place
from sameroom.discover import measure_names
from sameroom.errors import nearest


def check_whole(
    clauses: Clauses,
    node: Any,
    place: Place,
    *,
    is_in_force: bool = False,  # Any: the document
) -> None:
    """Note clauses that contradict one another, and names of what there is not.

    Args:
        is_in_force: whether both teams signed it already; then a figure that is no more, and had
            an owner, is passed over.
    """
    _check_calendar_names(clauses, node, place)
    for number, criterion in enumerate(clauses.ideal_customer):
        _check_criterion(criterion, _spot(node, place, "ideal_customer", number))
    for name, calendar in clauses.calendars.items():
        _check_calendar(calendar, _spot(node, place, "calendars", name))
    for name, cuts in clauses.bands.items():
        if list(cuts) != sorted(set(cuts)) or not cuts:
            _spot(node, place, "bands", name).wrong(list(cuts), "numbers in rising order")
    if not is_in_force:
        _check_owners(clauses, node, place)
    _check_parts(clauses, node, place)
    _check_handoff(clauses, node, place)
    _check_twice(clauses.lifecycle.lead, _spot(node, place, "lifecycle", "lead"), "stages")
    _check_twice(clauses.lifecycle.person, _spot(node, place, "lifecycle", "person"), "stages")
    _check_twice(clauses.lifecycle.deal, _spot(node, place, "lifecycle", "deal"), "stages")
    _check_twice(clauses.reasons, _spot(node, place, "reasons"), "families")
    _check_twice(clauses.channels, _spot(node, place, "channels"), "channels")


def _check_parts(clauses: Clauses, node: Any, place: Place) -> None:  # Any: the YAML document
    said = clauses.attribution
    for name in ("position", "w_shape", "full_path"):
        parts = asdict(getattr(said, name)).values()
        if not 0 < sum(parts) <= 1 + 1e-9:
            spot = _spot(node, place, "attribution", name)
            spot.note(
                f"The parts add up to {sum(parts):g}.",
                "They must be above 0 and not above 1; what is left goes to the other steps.",
            )


def _check_handoff(clauses: Clauses, node: Any, place: Place) -> None:  # Any: as above
    promises = clauses.promises
    spot = _spot(node, place, "promises", "disposition", "within_hours")
    if promises.disposition.within_hours < promises.first_touch.within_hours:
        spot.note(
            "A lead would have to be decided before it has to be contacted.",
            "Let the decision take at least as long as the first contact.",
        )
    for number, rule in enumerate(clauses.handoff.routing.rules):
        spot = _spot(node, place, "handoff", "routing", "rules", number)
        for criterion in rule.when:
            _check_criterion(criterion, spot)
        if not rule.to:
            spot.note(f'The rule "{rule.name}" gives its leads to nobody.', "Add `to: [address]`.")
        if not rule.when and number < len(clauses.handoff.routing.rules) - 1:
            spot.note(f'The rule "{rule.name}" fits every lead, so no rule after it is ever used.',
                      "Put it last, or give it a condition.")  # fmt: skip


def _spot(node: Any, place: Place, *path: Any) -> Place:  # Any: the YAML document, keys
    """Step down a path as far as the file has it, without counting it as stated."""
    spot = Place(place.file, place.line, "", place.problems, set())
    for step in path:
        if isinstance(node, list) and isinstance(step, int) and step < len(node):
            spot, node = spot.item(node, step), node[step]
        elif isinstance(node, dict) and step in node:
            spot, node = spot.key_of(node, step), node[step]
    return spot


def _check_calendar_names(clauses: Clauses, node: Any, place: Place) -> None:  # Any: as above
    names = sorted(clauses.calendars)
    for promise in ("first_touch", "disposition"):
        named = getattr(clauses.promises, promise).calendar
        if named not in names:
            spot = _spot(node, place, "promises", promise, "calendar")
            guess = nearest(named, names)
            spot.note(f'There is no calendar "{named}".', f"{guess} Known: {', '.join(names)}.")


def _check_owners(clauses: Clauses, node: Any, place: Place) -> None:  # Any: as above
    names = list(measure_names())
    for named in clauses.goals.owners:
        if named not in names:
            spot = _spot(node, place, "goals", "owners", named)
            guess = nearest(named, names)
            remedy = "Take its short name, such as acceptance; each definition says its own."
            spot.note(f'There is no figure "{named}".', f"{guess} {remedy}".strip())


def _check_criterion(criterion: Criterion, spot: Place) -> None:
    is_range = criterion.at_least is not None or criterion.below is not None
    if not criterion.attribute:
        spot.note("A condition needs an attribute.", "Add `attribute: industry`, for example.")
    elif bool(criterion.is_one_of) == is_range:
        spot.note(
            f'The condition on "{criterion.attribute}" needs either values or numbers.',
            "Give `is_one_of`, or `at_least` and/or `below`.",
        )
    elif _is_reversed(criterion):
        spot.note("`at_least` must be smaller than `below`.", "Swap them.")


def _is_reversed(criterion: Criterion) -> bool:
    if criterion.at_least is None or criterion.below is None:
        return False
    return criterion.at_least >= criterion.below


def _check_calendar(calendar: Calendar, spot: Place) -> None:
    for spans in calendar.week:
        ends = [moment for begin, end in spans for moment in (minute(begin), minute(end) or 1440)]
        if ends != sorted(ends):
            spot.note("Working hours of a day overlap or are out of order.", "Sort them.")
            return
    if not any(calendar.week):
        spot.note("A calendar without any working hour never lets a promise fall due.",
                  "Give hours for at least one day.")  # fmt: skip


def minute(moment: Any) -> int:  # Any: a time of day
    """Count the minutes since midnight."""
    return int(moment.hour * 60 + moment.minute)


def _check_twice(said: Mapping[str, tuple[str, ...]], spot: Place, what: str) -> None:
    seen: dict[str, str] = {}
    for name, listed in said.items():
        for word in listed:
            first = seen.setdefault(word.casefold(), name)
            if first != name:
                spot.note(f'"{word}" stands under two {what}: {first} and {name}.', "Keep one.")
