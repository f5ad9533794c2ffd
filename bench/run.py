"""Runs every benchmark, or those named: `python3 dev.py bench [audit] [import] [process]`."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ALL = {"audit": "audit.py", "import": "import_rows.py", "process": "process.py"}


def main(names: list[str]) -> int:
    """Run the benchmarks one after the other; each prints its ratios from one run."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. There are: {', '.join(ALL)}.", file=sys.stderr)
        return 2
    codes = []
    for name in names or list(ALL):
        print(f"\n== {name}", flush=True)
        codes.append(
            subprocess.run([sys.executable, str(HERE / ALL[name])], check=False).returncode
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
