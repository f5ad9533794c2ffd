"""What other areas may ask of the record's pages."""

from sameroom.record.web.models import Shown


def shown_generation() -> int:
    """Tell which generation pages show; 0 before the first is whole."""
    shown = Shown.objects.first()
    return int(shown.generation) if shown else 0
