"""The `sameroom` command as `python -m sameroom`, where its script is not on the path."""

from sameroom.cli.main import main

if __name__ == "__main__":
    main()
