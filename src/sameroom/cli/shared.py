"""What several commands share."""

from sameroom.engines import catalog
from sameroom.engines.catalog import Placed
from sameroom.errors import SameroomError, nearest


def placed_or_error(name: str) -> Placed:
    """Get a measure by its name, or raise an error that names the nearest one.

    Raises:
        SameroomError: when there is no such measure.
    """
    try:
        return catalog.get_measure(name)
    except KeyError:
        names = [placed.measure.name for placed in catalog.list_measures()]
        hint = nearest(name, names) or f"There are: {', '.join(names)}."
        raise SameroomError(f'"{name}" is not a measure.', where="sameroom", remedy=hint) from None
