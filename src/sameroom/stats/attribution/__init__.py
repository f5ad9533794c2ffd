"""Who gets the credit for what was sold: rules, chains and coalitions over journeys.

Every function takes `Journeys`: distinct paths of channels with how often each ended in a
conversion, how often in none, and what the conversions were worth.
"""

from sameroom.stats.attribution.chain import (
    Chain,
    Chosen,
    build_chain,
    choose_order,
    removal_effects,
)
from sameroom.stats.attribution.chance import Dealt, differs_by_chance, resample_counts
from sameroom.stats.attribution.journeys import Journeys, collapse, gather, read_paths
from sameroom.stats.attribution.models import MODELS, Credit, Known, attribute, draw_shares

__all__ = [
    "MODELS",
    "Chain",
    "Chosen",
    "Credit",
    "Dealt",
    "Journeys",
    "Known",
    "attribute",
    "build_chain",
    "choose_order",
    "collapse",
    "differs_by_chance",
    "draw_shares",
    "gather",
    "read_paths",
    "removal_effects",
    "resample_counts",
]
