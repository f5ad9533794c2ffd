"""How often a reading says that there is something where nothing is planted."""

from collections.abc import Iterable, Mapping, Sequence

from tests.coverage.study import Told, band

ALARM = "named_difference"
NOTHING_PLANTED = {
    "a late answer seems to cost": ("response_conversion", "recommended_difference", ()),
    **{
        f"{team}'s contact seems to have {done}": (measure, f"{done}_difference", (("team", team),))
        for team in ("marketing", "service")
        for measure, done in (
            ("retention", "kept"),
            ("expansion", "expanded"),
            ("win_back", "returned"),
        )
    },
}
"""What an aligned company is asked, in which the difference asked about is nought."""

NEVER_TOLD = frozenset({"a late answer seems to cost"})
"""Of these an aligned company is told nothing: nobody is late there, so there is no difference."""


def alarms(found: Iterable[Told]) -> set[int]:
    """Tell in which companies drift named a segment."""
    return {told.seed for told in found if told.key[:2] == ("icp_drift", ALARM)}


def false_alarms(found: Sequence[Told]) -> dict[str, tuple[int, int]]:
    """Count, where nothing is planted, how often each reading says that there is something."""
    seeds = {told.seed for told in found}
    counted = {"drift names a segment": (len(alarms(found)), len(seeds))}
    for words, key in NOTHING_PLANTED.items():
        said = [told for told in found if told.key == key]
        raised = sum(not told.low <= 0 <= told.high for told in said)
        counted[words] = (raised, len(said))
    return counted


def alarm_table(counted: Mapping[str, tuple[int, int]]) -> str:
    """Write how often something was said where nothing was planted."""
    lines = [
        "| false alarm | companies | raised | share | 99 % band of 5 % |",
        "|---|---:|---:|---:|---:|",
    ]
    for words, (raised, companies) in counted.items():
        if companies:
            low, high = band(level=0.05, companies=companies)
            lines.append(
                f"| {words} | {companies} | {raised} | {raised / companies:.1%} | "
                f"{low:.1%} to {high:.1%} |"
            )
    return "\n".join(lines)
