"""How much the import takes in at most, so that a hostile file cannot fill the disk."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much.

    Args:
        unpacked_bytes: of one compressed file, once unpacked.
        ratio: unpacked against packed; only looked at above `ratio_from_bytes`.
        ratio_from_bytes: packed files below this size may have any ratio.
        members: files in one zip.
        depth: how deep an archive may lie within archives.
    """

    unpacked_bytes: int = 20_000 * MEGABYTE
    ratio: int = 400
    ratio_from_bytes: int = 64 * MEGABYTE
    members: int = 10_000
    depth: int = 2
