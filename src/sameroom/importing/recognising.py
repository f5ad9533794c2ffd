"""Says what each sheet is: by the mapping file where it speaks, else by looking."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from sameroom.connectors.mapping import Proposal, SheetSample
from sameroom.connectors.rules import FileRule
from sameroom.errors import SameroomError
from sameroom.importing.alike import RuleOf
from sameroom.importing.preparing import Propose

Recall = Callable[[Sequence[SheetSample]], tuple[FileRule, ...]]
MAPPING = "mapping.toml"
RATES = "rates.csv"


def setting_file(*, folder: Path, chosen: Path | None, usual: str) -> Path | None:
    """Find a settings file: the one chosen, else the usual one in the folder.

    Raises:
        SameroomError: when the chosen one does not exist.
    """
    if chosen is None:
        beside = (folder if folder.is_dir() else folder.parent) / usual
        return beside if beside.is_file() else None
    if not chosen.is_file():
        raise SameroomError(
            "There is no such file.",
            where=str(chosen),
            remedy=f"Leave the option out to use {usual} in the folder, if there is one.",
        )
    return chosen


def nothing(samples: Sequence[SheetSample]) -> tuple[FileRule, ...]:
    """Remember nothing of files like these."""
    return ()


def proposer(
    *, folder: Path, mapping: Path | None, origin: str = "", recall: Recall = nothing
) -> Propose:
    """Make the function that says what sheets are.

    Args:
        folder: the folder that is imported.
        mapping: a mapping file; None for `mapping.toml` in the folder, if there is one.
        origin: the system's name for files that no card knows; by default the folder's name.
        recall: what people said of files like these before; a mapping file goes before it.
    """
    file = setting_file(folder=folder, chosen=mapping, usual=MAPPING)
    named = origin or as_origin(folder.resolve().name)

    def propose(samples: Sequence[SheetSample]) -> Proposal:
        from sameroom.connectors.mapping_reader import read_toml  # slow to load
        from sameroom.connectors.recognise import propose as look

        remembered = recall(samples)
        rules: tuple[FileRule, ...] = read_toml(path=file) if file else remembered
        return look(samples=samples, rules=rules, origin=named)

    return propose


def ruler(*, folder: Path, mapping: Path | None) -> RuleOf:
    """Make the function that tells which rule of the mapping file means a path; "" for none."""
    file = setting_file(folder=folder, chosen=mapping, usual=MAPPING)

    @cache
    def rules() -> tuple[FileRule, ...]:
        from sameroom.connectors.mapping_reader import read_toml  # slow to load

        return read_toml(path=file) if file else ()

    def rule_of(path: str) -> str:
        meant = (rule.where for rule in rules() if rule.matches(path=path, name=""))
        return "|".join(meant)

    return rule_of


def as_origin(text: str) -> str:
    """Make a short plain name of a folder's name."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.rsplit(".", 1)[0].lower()).strip("_")
    return plain[:40] or "files"
