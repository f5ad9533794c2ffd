"""`python -m tests.coverage`: see `pieces.py`."""

from tests.coverage.pieces import main

if __name__ == "__main__":
    main()
