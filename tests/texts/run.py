"""Bring the translations to what the texts are: `python3 dev.py texts`."""

import sys

from tests.texts import phrases
from tests.texts.catalogs import LANGUAGES, renew


def main() -> int:
    """Write the catalogues, and list what is still to be translated."""
    missing = [*renew(), *phrases.renew(LANGUAGES)]
    for line in missing:
        print(line)
    print(f"{len(missing)} texts are still to be translated." if missing else "All is translated.")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
