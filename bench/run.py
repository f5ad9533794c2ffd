"""Runs every benchmark, or those named: `python3 dev.py bench [NAME …]`.

A benchmark is a file beside this one whose first line of text begins with "Times" or "How fast".
"""

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BEGINNINGS = ("Times", "How fast")


def list_benchmarks() -> dict[str, Path]:
    """Find the benchmarks by what their files say of themselves."""
    files = sorted(HERE.glob("*.py"))
    said = {file: ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "" for file in files}
    return {file.stem: file for file, text in said.items() if text.startswith(BEGINNINGS)}


def main(names: list[str]) -> int:
    """Run the benchmarks one after the other; each prints its ratios from one run."""
    known = list_benchmarks()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(
            f"There is no benchmark {unknown[0]}. There are: {', '.join(known)}.", file=sys.stderr
        )
        return 2
    codes = []
    for name in names or list(known):
        print(f"\n== {name}", flush=True)
        codes.append(subprocess.run([sys.executable, str(known[name])], check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
