"""Times linkage against splink alone with its published settings, and holds their F1 side by side.

Run `python bench/linkage.py` (or name sets: febrl3 febrl4 fake_1000). In one run and alternating
processes each set is linked by the library alone and by Sameroom's own function, which stands on
the same library; ratios are of the medians. Loading Python and the libraries is left out.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

HOME = Path(__file__).parents[1]
ROUNDS = 3
SETS = ("febrl3", "febrl4", "fake_1000")


def task(who: str, name: str) -> None:
    """Link one set one way and tell processor seconds and F1s."""
    sys.path.insert(0, str(HOME))
    import splink  # noqa: F401 - its loading is nobody's time

    from tests.linkage import sets, study

    known = sets.ALL[name]()
    done = study.ours(known=known) if who == "ours" else study.alone(known=known, threshold=0.5)
    told = {"processor": done.processor, "f1": done.pairs.f1, "best": done.best}
    print(json.dumps(told))


def apart(who: str, name: str) -> dict[str, float]:
    """Run a task in a process of its own."""
    command = [sys.executable, __file__, "--task", who, name]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HOME)
    told: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return told


def main() -> None:
    """Measure and print a line a set."""
    if sys.argv[1:2] == ["--task"]:
        task(sys.argv[2], sys.argv[3])
        return
    for name in sys.argv[1:] or SETS:
        found = [(apart("alone", name), apart("ours", name)) for _ in range(ROUNDS)]
        alone = median(one["processor"] for one, _ in found)
        ours = median(other["processor"] for _, other in found)
        first, last = found[-1]
        print(
            f"{name:10} processor {ours:5.1f} s against {alone:5.1f} s, ratio {ours / alone:.2f}   "
            f"F1 {last['f1']:.4f} against {first['f1']:.4f} (its best {first['best']:.4f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
