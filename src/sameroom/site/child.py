"""Runs a part of the room that ends with the process which started it, however that one ended.

python -m sameroom.site.child PARENT GIVES_WAY MODULE [WORDS …]

Where the room is killed outright it cannot stop what it has started. Left to itself a web server
would go on answering and keep its port from the next start. Linux alone offers a word about that.
"""

import ctypes
import os
import runpy
import signal
import sys
from contextlib import suppress
from pathlib import Path

WHEN_PARENT_ENDS = 1  # PR_SET_PDEATHSIG of prctl(2)


def end_with(*, parent: int) -> None:
    """Have this process asked to end as soon as its parent has; where that cannot be had, go on."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(WHEN_PARENT_ENDS, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before that was said
        sys.exit(0)


def give_way(*, by: int) -> None:
    """Let other processes of this machine go first: the more, the higher the number, up to 19."""
    if by and hasattr(os, "nice"):  # not on Windows
        os.nice(by)
        # Each process that we start has a session of its own, and Linux may share the processor out
        # by sessions first: then the session is to give way.
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(by), encoding="ascii")


def main() -> None:
    """Run the module as `python -m` does."""
    parent, gives_way, *words = sys.argv[1:]
    end_with(parent=int(parent))
    give_way(by=int(gives_way))
    sys.argv = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
