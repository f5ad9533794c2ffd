"""The command answers at once because it imports no heavy library before it needs one."""

import os
import subprocess
import sys

HEAVY = {
    "django",
    "gunicorn",
    "duckdb",
    "pyarrow",
    "numpy",
    "scipy",
    "sqlglot",
    "deltalake",
    "jinja2",
    "openpyxl",
}


def imported_by(*arguments: str) -> set[str]:
    """Tell which top-level modules a call of the command imports."""
    code = (
        "import sys\n"
        f"sys.argv = ['sameroom', *{arguments!r}]\n"
        "from sameroom.cli.main import command\n"
        "command(standalone_mode=False)\n"
        "print(chr(10).join(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_imports_nothing_heavy() -> None:
    seen = imported_by("--help")
    assert "click" in seen
    assert seen & HEAVY == set()


def test_version_imports_nothing_heavy() -> None:
    assert imported_by("--version") & HEAVY == set()


def test_a_python_without_the_script_on_its_path_runs_it_as_well() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sameroom", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("sameroom, version ")


def test_the_package_and_a_notebook_do_without_django() -> None:
    code = (
        "import sys, sameroom\n"
        "sameroom.open_record, sameroom.audit_folder\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_web_process_starts_without_the_libraries_that_only_reading_needs() -> None:
    code = (
        "import django, sys; django.setup()\n"
        "import sameroom.site.urls\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "sameroom.site.testing"},
    )  # fmt: skip
    assert "'django'" in done.stdout
    assert not [name for name in ("pandas", "scipy") if f"'{name}'" in done.stdout]
