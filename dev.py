#!/usr/bin/env python3
"""The developers' command. `python3 dev.py demo` shows Sameroom, `python3 dev.py test` tests it.

It needs nothing but Python 3.11: it makes `.venv`, fills it from the pinned lists under
`requirements/`, and stamps it, so that the next call starts at once.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / "bin" / "python"
UV_VERSION = "0.13.9"
DOWNLOAD_SECONDS = 300
JAVA_VERSION = 17
RESULTS = HOME / "build" / "results"
BYTECODE = HOME / "build" / "bytecode"
SAID = 800  # characters of what a failed test said, which are shown behind the table
SLOW = "slow or spark"
NARROW = "not slow and not browser and not real_data and not spark"
# These groups look only where their tests are.
REAL_DATA = ("tests/real_data", "tests/linkage", "tests/recognition")
BROWSER = ("tests/journeys",)
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def say(text: str) -> None:
    """Print what is being done, at once."""
    print(f"› {text}", flush=True)


def run(
    *command: str | Path, check: bool = True, quiet: bool = False, limit: float | None = None
) -> int:
    """Run a command from the project's folder and give its exit code; 1 when `limit` runs out."""
    sink = subprocess.DEVNULL if quiet else None
    words = [str(part) for part in command]
    try:
        done = subprocess.run(words, cwd=HOME, check=False, stdout=sink, stderr=sink, timeout=limit)
    except subprocess.TimeoutExpired:
        return 1
    if check and done.returncode:
        sys.exit(done.returncode)
    return done.returncode


def keep_bytecode() -> None:
    """Have Python keep what it compiles, beside the project: by the hundred its processes start.

    Each that may keep nothing compiles everything anew, which takes longer than all else it does.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(BYTECODE)


def fail(what: str, remedy: str) -> None:
    """End with what is wrong and what to do."""
    print(f"Error: {what}\n{remedy}", file=sys.stderr)
    sys.exit(2)


# --- set-up ---------------------------------------------------------------------------------


def stamp(*names: str) -> str:
    """Sum up everything an environment depends on."""
    parts = [sys.version, *(HOME.joinpath("requirements", name).read_text() for name in names)]
    parts.append((HOME / "pyproject.toml").read_text())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def set_up(kind: str) -> None:
    """Make `.venv` hold what `run` or `dev` needs, unless it already does."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is told so here
        fail(
            f"Python {sys.version.split()[0]} is too old.", "Run dev.py with Python 3.11 or later."
        )
    wanted = stamp("run.txt") if kind == "run" else stamp("run.txt", "dev.txt")
    stamps = VENV / "sameroom-stamps"
    known = stamps.read_text().split() if stamps.exists() else []
    if wanted in known and PYTHON.exists():
        return
    started = time.monotonic()
    make_venv()
    lists = ["requirements/run.txt"] + (["requirements/dev.txt"] if kind == "dev" else [])
    say(f"installing {' and '.join(lists)} (the first time takes a minute or so)")
    install(*[part for name in lists for part in ("-r", name)], "--require-hashes")
    say("installing sameroom itself")
    install("--no-deps", "--no-build-isolation", "-e", ".")
    kept = [stamp("run.txt")] + ([wanted] if kind == "dev" else [])
    stamps.write_text("\n".join(kept))
    say(f"set up in {time.monotonic() - started:.0f} s")


def make_venv() -> None:
    """Make the virtual environment, with or without `ensurepip` on this machine."""
    if PYTHON.exists() and find_uv():
        return
    say(f"making {VENV.name} with Python {sys.version.split()[0]}")
    if run(sys.executable, "-m", "venv", VENV, check=False, quiet=True) == 0:
        uv = f"uv=={UV_VERSION}"
        if run(PYTHON, "-m", "pip", "install", "-q", uv, check=False, quiet=True):
            say("uv could not be installed: falling back to pip, which is slower")
        return
    shutil.rmtree(VENV, ignore_errors=True)
    run(sys.executable, "-m", "venv", "--without-pip", VENV)
    bootstrap_uv()


def bootstrap_uv() -> None:
    """Bring uv into an environment that has no pip of its own."""
    if find_uv():
        return
    # Debian marks its Python as its own; a folder of ours inside .venv does not touch it.
    os.environ["PIP_BREAK_SYSTEM_PACKAGES"] = "1"
    target = VENV / "bootstrap"
    command = [sys.executable, "-m", "pip", "install", "-q", "--target", target]
    if run(*command, f"uv=={UV_VERSION}", check=False, quiet=True) == 0:
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        say("this Python has neither ensurepip nor pip: installing Debian's python3-pip")
        run(apt, "update", "-qq", check=False)
        run(apt, "install", "-y", "-qq", "python3-pip", check=False)
        if run(*command, f"uv=={UV_VERSION}", check=False) == 0:
            return
    fail(
        "this Python has neither ensurepip nor pip, so nothing can be installed.",
        "Run `sudo apt-get install python3-venv` (or install uv), then the same command again.",
    )


def find_uv() -> Path | None:
    """Find uv in the environment, beside it, or on the machine."""
    own = (VENV / "bin" / "uv", VENV / "bootstrap" / "bin" / "uv")
    found = next((path for path in own if path.exists()), None)
    return found or (Path(path) if (path := shutil.which("uv")) else None)


def install(*arguments: str) -> None:
    """Install into `.venv` by uv, or by pip where uv is not to be had."""
    uv = find_uv()
    if uv and run_uv(uv, *arguments) == 0:
        return
    if uv:
        say("uv did not manage: trying pip")
    run(PYTHON, "-m", "pip", "install", "-q", *arguments)


def run_uv(uv: Path, *arguments: str) -> int:
    """Let uv install from the same package index that pip on this machine is set to."""
    if not os.environ.get("UV_DEFAULT_INDEX") and not os.environ.get("UV_INDEX_URL"):
        index = os.environ.get("PIP_INDEX_URL") or asked_of_pip()
        if index:
            os.environ["UV_DEFAULT_INDEX"] = index
    return run(uv, "pip", "install", "-q", "--python", PYTHON, *arguments, check=False)


def asked_of_pip() -> str:
    """Tell the index that pip's configuration names, if it names one."""
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def set_up_browser() -> None:
    """Find a Chromium, or get one, and name it in SAMEROOM_BROWSER."""
    if os.environ.get("SAMEROOM_BROWSER") or playwright_has_browser():
        return
    if system := find_system_browser():
        os.environ["SAMEROOM_BROWSER"] = system
        say(f"browser tests use the system's {system}")
        return
    say("getting a browser for the browser tests: Playwright's own first")
    download = (PYTHON, "-m", "playwright", "install", "chromium")
    if run(*download, check=False, quiet=True, limit=DOWNLOAD_SECONDS) == 0:
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        say("Playwright's own is not to be had: installing Debian's chromium")
        run(apt, "update", "-qq", check=False)
        run(apt, "install", "-y", "-qq", "--no-install-recommends", "chromium", check=False)
    if system := find_system_browser():
        os.environ["SAMEROOM_BROWSER"] = system
        return
    fail(
        "no browser could be installed, and the pages cannot be tested without one.",
        "Run `sudo apt-get install chromium`, or set SAMEROOM_BROWSER to a Chromium, then again.",
    )


def find_system_browser() -> str | None:
    """Find a Chromium that this machine already has."""
    return next((path for name in BROWSER_NAMES if (path := shutil.which(name))), None)


def playwright_has_browser() -> bool:
    """Tell whether Playwright's own browser is already there."""
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "import pathlib, sys\n"
        "with s() as p: sys.exit(not pathlib.Path(p.chromium.executable_path).exists())"
    )
    return run(PYTHON, "-c", code, check=False, quiet=True) == 0


def set_up_postgres() -> None:
    """Find a PostgreSQL server for the tests on it, or get it; say loudly what goes without."""
    if find_postgres():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        say("no PostgreSQL on this machine: installing Debian's for the tests on it")
        run(apt, "update", "-qq", check=False)
        run(apt, "install", "-y", "-qq", "--no-install-recommends", "postgresql", check=False)
        if find_postgres():
            return
        fail("PostgreSQL could not be installed.", "Install its server, then run again.")
    say("NO POSTGRESQL: NOTHING WILL BE RUN ON IT. Install its server and test again.")


def find_postgres() -> bool:
    """Tell whether a PostgreSQL server is to be had; Debian keeps its programs off the path."""
    kept = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return any(kept) or shutil.which("initdb") is not None


def set_up_java() -> None:
    """Find Java 17 for the tests on a Spark cluster, or get it; say loudly what goes without."""
    if find_java():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        say("no Java 17 on this machine: installing Debian's for the tests on a Spark cluster")
        run(apt, "update", "-qq", check=False)
        for java in ("openjdk-17-jre-headless", "default-jre-headless"):
            run(apt, "install", "-y", "-qq", "--no-install-recommends", java, check=False)
            if find_java():
                return
        fail("Java 17 could not be installed.", "Install a Java of 17 or later, then run again.")
    say("NO JAVA 17: NOTHING WILL BE RUN ON A SPARK CLUSTER. Install it and test again.")


def find_java() -> bool:
    """Tell whether a Java of version 17 or later is to be had."""
    home = os.environ.get("JAVA_HOME")
    java = Path(home) / "bin" / "java" if home else shutil.which("java")
    if not java:
        return False
    told = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False)
    version = ([*told.stderr.split('"'), "", ""])[1].split(".")[0]
    return version.isdigit() and int(version) >= JAVA_VERSION


# --- commands -------------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    """Set up, then simulate the demo company, import its exports, audit them, show the report."""
    set_up("run")
    return run(VENV / "bin" / "sameroom", "demo", *arguments, check=False)


def up(arguments: list[str]) -> int:
    """Set up, then run any `sameroom` command: `dev.py run audit FOLDER`."""
    set_up("run")
    return run(VENV / "bin" / "sameroom", *arguments, check=False)


def check(arguments: list[str]) -> int:
    """Lint, types and the fast tests, import directions among them: under a minute."""
    set_up("dev")
    return tell(
        [group for group in groups() if group[0] in {"lint", "format", "types"}]
        + [("fast tests", pytest("-m", NARROW, *arguments))]
    )


def test(arguments: list[str]) -> int:
    """Everything: lint, types, docs, and every test, the real browser included."""
    set_up("dev")
    set_up_browser()
    set_up_java()
    set_up_postgres()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if arguments:
        return run(*pytest(*arguments), check=False)
    return tell(groups())


def fix(_: list[str]) -> int:
    """Let ruff mend what it can."""
    set_up("dev")
    run(VENV / "bin" / "ruff", "check", "--fix", ".", check=False)
    return run(VENV / "bin" / "ruff", "format", ".", check=False)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks; each prints ratios from one run."""
    set_up("dev")
    return run(PYTHON, "bench/run.py", *arguments, check=False)


def fuzz(arguments: list[str]) -> int:
    """Throw broken input at the readers: `dev.py fuzz 60 delimited`, seconds and targets."""
    set_up("dev")
    return run(PYTHON, "-m", "tests.fuzz.run", *arguments, check=False)


def texts(_: list[str]) -> int:
    """Gather the texts of the pages into `locale/`, and list what is to be translated."""
    set_up("dev")
    os.environ["DJANGO_SETTINGS_MODULE"] = "sameroom.site.testing"
    return run(PYTHON, "-m", "tests.texts.run", check=False)


def formulas(_: list[str]) -> int:
    """Keep the mark of each formula, after its version was raised or only its writing changed."""
    set_up("dev")
    return run(PYTHON, "-m", "tests.docs.formulas", check=False)


def docs(_: list[str]) -> int:
    """Build the documentation into build/docs; a warning is an error."""
    set_up("dev")
    return run(*build_docs(), check=False)


def pictures(_: list[str]) -> int:
    """Take the pictures of the report anew that the README shows."""
    set_up("dev")
    set_up_browser()
    return run(PYTHON, "docs/pictures/take.py", check=False)


def pin(_: list[str]) -> int:
    """Work out the pinned lists under requirements/ anew."""
    set_up("dev")
    uv = find_uv()
    if uv is None:
        fail("pinning needs uv.", "Install uv, then run the same command again.")
    shared = [uv, "pip", "compile", "-q", "--generate-hashes", "--universal", "--no-header"]
    shared += ["--no-annotate", "--no-emit-index-url", "--python-version", "3.11"]
    run(*shared, "pyproject.toml", "requirements/run.in", "-o", "requirements/run.txt")
    run(*shared, "requirements/dev.in", "-c", "requirements/run.txt", "-o", "requirements/dev.txt")
    known = ["-c", "requirements/run.txt", "-c", "requirements/dev.txt"]
    return run(*shared, "requirements/postgres.in", *known, "-o", "requirements/postgres.txt")


def pytest(*arguments: str, at_once: int = 2) -> list[str | Path]:
    """Give the command that runs tests, some at a time, in the order of `conftest.py`."""
    shared = ["-n", str(at_once), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [PYTHON, "-m", "pytest", *shared, *arguments]


def noted(name: str, *command: str | Path) -> tuple[str, list[str | Path]]:
    """Have the tests of a group note how each ended, so that failures can be told at the end."""
    return name, [*command, f"--junitxml={results_of(name)}"]


def results_of(name: str) -> Path:
    """Tell where the tests of a group note how each ended."""
    return RESULTS / f"{name.replace(' ', '_')}.xml"


def build_docs() -> list[str | Path]:
    """Give the command that builds the documentation."""
    return [PYTHON, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "docs", "build/docs"]


def groups() -> list[tuple[str, list[str | Path]]]:
    """List everything that `test` runs, the quickest first."""
    tools = VENV / "bin"
    return [
        ("lint", [tools / "ruff", "check", "."]),
        ("format", [tools / "ruff", "format", "--check", "."]),
        ("types", [tools / "mypy"]),
        ("docs", build_docs()),
        noted("fast tests", *pytest("-m", NARROW, "-rs")),
        noted("real data", *pytest("-m", "real_data", "-rs", *REAL_DATA)),
        noted("browser", *pytest("-m", "browser and not real_data", "-rs", *BROWSER)),
        # Together, and three at once: rooms and clusters that start, stop and wait leave half of a
        # machine idle.
        noted(
            "slow", *pytest("-m", f"({SLOW}) and not browser and not real_data", "-rs", at_once=3)
        ),
    ]


def tell(wanted: list[tuple[str, list[str | Path]]]) -> int:
    """Run groups one after the other, then print what each cost, how it ended, and what failed."""
    ended = []
    shutil.rmtree(RESULTS, ignore_errors=True)
    for name, command in wanted:
        free = shutil.disk_usage(tempfile.gettempdir()).free / 1e9
        say(f"{name} ({free:.1f} GB free for what tests write)")
        started = time.monotonic()
        code = run(*command, check=False)
        ended.append((name, code, time.monotonic() - started))
    print(f"\n{'group':<12} {'ended':<8} seconds")
    for name, code, seconds in ended:
        print(f"{name:<12} {'well' if code == 0 else 'FAILED':<8} {seconds:7.1f}")
    failed = sum(code != 0 for _, code, _ in ended)
    print(f"groups: {len(ended) - failed} passed, {failed} failed")
    for name, code, _ in ended:
        if code != 0 and results_of(name).exists():
            print("\n".join(list_failed(results_of(name))))
    return int(failed > 0)


def list_failed(results: Path) -> list[str]:
    """List the tests that failed, each with how what it said begins and ends."""
    told = []
    for case in ElementTree.parse(results).iter("testcase"):
        for end in (*case.iter("failure"), *case.iter("error")):
            lines = (end.text or end.get("message") or "").splitlines()
            errors = [line.removeprefix("E") for line in lines if line.startswith("E  ")]
            said = " ".join(" ".join(errors or lines).split())
            place = f"{case.get('classname', '')}::{case.get('name', '')}"
            short = said if len(said) <= SAID else f"{said[: SAID // 2]} … {said[-SAID // 2 :]}"
            told.append(f"{end.tag.upper()} {place}: {short}")
    return told


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "run": up,
    "fix": fix,
    "bench": bench,
    "fuzz": fuzz,
    "texts": texts,
    "formulas": formulas,
    "docs": docs,
    "pictures": pictures,
    "pin": pin,
}


def main() -> int:
    """Read the command line and run what it asks for."""
    parser = argparse.ArgumentParser(
        description="The developers' command.",
        epilog="\n".join(f"{name:<10}{(what.__doc__ or '')}" for name, what in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=list(COMMANDS))
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    keep_bytecode()
    return COMMANDS[asked.command](asked.arguments)


if __name__ == "__main__":
    sys.exit(main())
