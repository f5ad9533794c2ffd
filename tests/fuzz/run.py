"""Fuzz the readers for a stated time: `python3 dev.py fuzz [SECONDS] [TARGET …]`.

Guided by coverage where atheris is installed, else by changing seeds at random. What breaks a
reader is written to build/fuzz/ and printed, so that it can become a test.
"""

import importlib.util
import random
import subprocess
import sys
import time
import traceback
from pathlib import Path

FOUND = Path("build/fuzz")
SECONDS = 20
# Where new lines count: to count those of modules that a target never comes to takes longer than a
# short run.
GUIDED_BY = {
    "dates": ["sameroom.importing.dates"], "numbers": ["sameroom.importing.numbers"],
    "rates": ["sameroom.importing.money"], "mapping": ["sameroom.connectors.mapping_reader"],
    "agreement": ["sameroom.agreement"],
}  # fmt: skip
READING = ["archives", "delimited", "encodings", "event_logs", "json_rows", "reading", "sheets",
           "sources"]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Fuzz each target in a process of its own; tells how many broke."""
    from tests.fuzz.targets import TARGETS

    seconds = int(arguments[0]) if arguments and arguments[0].isdigit() else SECONDS
    named = [word for word in arguments if not word.isdigit()]
    if wrong := set(named) - set(TARGETS):
        print(f"No such target: {', '.join(sorted(wrong))}. Targets: {', '.join(TARGETS)}.")
        return 2
    FOUND.mkdir(parents=True, exist_ok=True)
    broken = 0
    for name in named or TARGETS:
        print(f"{name}: {seconds} seconds", flush=True)
        command = [sys.executable, "-m", "tests.fuzz.run", "--one", name, str(seconds)]
        broken += subprocess.run(command, check=False).returncode != 0
    print(f"{broken} of {len(named or TARGETS)} targets broke")
    return int(broken > 0)


def one(name: str, seconds: int) -> None:
    """Fuzz one target."""
    if importlib.util.find_spec("atheris"):
        guided(name, seconds)
    else:
        print("NOT GUIDED: atheris is not installed here; seeds are changed at random", flush=True)
        at_random(name, seconds)


def guided(name: str, seconds: int) -> None:
    """Let atheris look for inputs that reach new lines."""
    import atheris

    files = [f"sameroom.importing.{module}" for module in READING]
    with atheris.instrument_imports(include=GUIDED_BY.get(name, files)):
        from tests.fuzz.targets import TARGETS, seeds
    corpus = FOUND / f"corpus-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={FOUND}/{name}-", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", str(corpus)], TARGETS[name])
    atheris.Fuzz()


def at_random(name: str, seconds: int) -> None:
    """Change the seeds at random until the time is over, or one breaks the target."""
    from tests.fuzz.targets import TARGETS, seeds

    known = seeds(name)
    chance, until, tried = random.Random(name), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        data = changed(chance.choice(known), chance)
        try:
            TARGETS[name](data)
        except Exception:
            (FOUND / f"{name}-broken").write_bytes(data)
            traceback.print_exc()
            print(f"{name} broke on {data!r}")
            sys.exit(1)
        tried += 1
    print(f"{name}: {tried:,} inputs")


def changed(seed: bytes, chance: random.Random) -> bytes:
    """Change a few bytes of a seed: swap, drop, double, or put in something else."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        place = chance.randint(0, len(data))
        size = chance.randint(0, 8)
        fresh = chance.choice(
            [b"", b"\0", b'"', b"\n", b",", b"[", b"{", b"\xff", b"9" * 30, data[:place][-size:]]
        )
        data[place : place + chance.randint(0, size)] = fresh
    return bytes(data)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
        sys.exit(0)
    sys.exit(main(sys.argv[1:]))
