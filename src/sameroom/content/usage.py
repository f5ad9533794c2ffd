"""How unevenly use is spread over pieces of content."""

from collections.abc import Mapping

LITTLE = 5  # uses from which a piece is no longer little used


def top_tenth(histogram: Mapping[int, int]) -> float:
    """Tell the share of all uses that fall on the most used tenth of the pieces.

    Args:
        histogram: how many pieces have how many uses.
    """
    pieces = sum(histogram.values())
    left, taken = max(1, pieces // 10), 0
    for uses in sorted(histogram, reverse=True):
        here = min(left, histogram[uses])
        taken, left = taken + here * uses, left - here
    return taken / sum(uses * count for uses, count in histogram.items())


def little_used(histogram: Mapping[int, int]) -> int:
    """Count the pieces with fewer than five uses."""
    return sum(count for uses, count in histogram.items() if uses < LITTLE)
