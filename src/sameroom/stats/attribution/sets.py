"""Exact Shapley values of the channels, of the game "what would have come with these alone"."""

import numpy as np
from scipy import sparse

from sameroom.stats.attribution.journeys import Floats, Journeys


def shapley(journeys: Journeys, *, amounts: Floats) -> Floats:
    """Give each channel its average marginal contribution over all orders of the channels.

    The worth of a set of channels is what came of the journeys that meet no other channel. That
    game is a sum of games in which a fixed set must be complete, whose value goes to its members
    alike (Shapley 1953); so the exact answer is each journey's amount, shared out alike among
    the distinct channels it meets, for any number of channels (Zhao et al. 2018, arXiv 1804.05327).

    Args:
        journeys: the paths.
        amounts: by path, such as its conversions or their value.

    Returns:
        One amount a channel; together they are all amounts.
    """
    met = presence(journeys)
    distinct = np.maximum(np.asarray(met.sum(axis=1)).ravel(), 1)
    return np.asarray(met.T @ (amounts / distinct)).ravel()


def presence(journeys: Journeys) -> sparse.csr_array:
    """Mark which channels each path meets: paths by channels, 1 where it does."""
    shape = (len(journeys.lengths), len(journeys.names))
    ones = np.ones(len(journeys.steps))
    met = sparse.csr_array((ones, (journeys.owner, journeys.steps)), shape=shape)
    met.sum_duplicates()
    met.data[:] = 1.0
    return met
