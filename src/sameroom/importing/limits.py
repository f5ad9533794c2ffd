"""How much the import takes in at most, so that a hostile file cannot fill the disk."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much.

    Args:
        unpacked_bytes: of one compressed file, once unpacked with all that is packed in it.
        ratio: unpacked against packed; only looked at above `ratio_from_bytes`.
        ratio_from_bytes: packed files below this size may have any ratio.
        workbook_ratio, workbook_from_bytes: the same for a workbook, which is slower to read and,
            as each of its cells names its place, shrinks to a twentieth or so.
        members: files in one zip.
        depth: how deep an archive may lie within archives.
    """

    unpacked_bytes: int = 20_000 * MEGABYTE
    ratio: int = 400
    ratio_from_bytes: int = 64 * MEGABYTE
    workbook_ratio: int = 100
    workbook_from_bytes: int = 16 * MEGABYTE
    members: int = 10_000
    depth: int = 2

    def allow(self, packed_bytes: int) -> int:
        """Tell how many bytes a packed file of this size may unpack to."""
        by_ratio = max(self.ratio_from_bytes, packed_bytes * self.ratio)
        return min(self.unpacked_bytes, by_ratio)

    def allow_workbook(self, packed_bytes: int) -> int:
        """Tell how many bytes a workbook of this size may unpack to."""
        by_ratio = max(self.workbook_from_bytes, packed_bytes * self.workbook_ratio)
        return min(self.unpacked_bytes, by_ratio)


@dataclass(slots=True)
class Budget:
    """How many bytes may yet be unpacked from one file of the folder, packed files in it included.

    Without it a small zip of many small zips, each within its own limits, would fill the disk.
    """

    left: int
