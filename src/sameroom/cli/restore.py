"""Put a backup back, whole or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sameroom.caretaking.archive import Backup


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="Where the record belongs.",
)
@click.option("--replace", is_flag=True, help="Let what stands there go once the backup is whole.")
@click.option("--without-key", is_flag=True, help="Leave the key that the backup holds.")
@click.option("--rehearse", "is_rehearsal", is_flag=True, help="Try it; change nothing.")
def COMMAND(  # noqa: N802 - found by this name
    file: Path, store: Path, replace: bool, without_key: bool, is_rehearsal: bool
) -> None:
    """Restore FILE. The room must be closed.

    A restore that is broken off leaves what stood before. With DATABASE_URL the rows go into that
    database, whichever they came from.
    """
    from sameroom.caretaking import archive

    backup = archive.open_backup(path=file)
    backup.verify()
    if is_rehearsal:
        rehearse(file=file)
        click.echo("The backup is whole: it was restored into a place of its own.")
        return
    _restore(backup, store=store.resolve(), replace=replace, with_key=not without_key)
    click.echo(f"Restored as of {backup.manifest.made_at}. Open it: sameroom up --store {store}")


def _restore(backup: "Backup", *, store: Path, replace: bool, with_key: bool) -> None:
    import secrets
    import shutil

    from sameroom.caretaking import guarding
    from sameroom.caretaking.web import restoring

    if not restoring.is_empty(store=store) and not replace:
        raise guarding.not_empty(store)
    store.parent.mkdir(parents=True, exist_ok=True)
    made = store.with_name(f".{store.name}.restoring-{secrets.token_hex(4)}")
    made.mkdir(mode=0o700)
    try:
        with guarding.alone(store=store):
            _build(backup, made=made, store=store, replace=replace, with_key=with_key)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _build(
    backup: "Backup", *, made: Path, store: Path | None, replace: bool, with_key: bool
) -> None:
    from sameroom import clock
    from sameroom.caretaking import guarding, sealing
    from sameroom.caretaking.web import restoring
    from sameroom.cli.backup import passphrase
    from sameroom.site import running

    is_asked = with_key and bool(backup.names(under=sealing.NAME))
    restoring.unpack(
        backup=backup, into=made, key_from=store, with_key=is_asked,
        passphrase=passphrase(twice=False) if is_asked else "",
    )  # fmt: skip
    running.set_up(store=made)
    if not restoring.is_database_empty() and not replace:
        raise guarding.not_empty(None)
    restoring.put_back(backup=backup, made=made, place=store, now=clock.now())


def rehearse(*, file: Path) -> None:
    """Restore a backup into an embedded database in a place that is thrown away.

    Raises:
        SameroomError: when it cannot be restored; the message says why.
    """
    import os
    import subprocess
    import tempfile

    from sameroom.caretaking.web import restoring
    from sameroom.errors import SameroomError

    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with tempfile.TemporaryDirectory(prefix="sameroom-rehearsal-") as place:
        words = ["restore", str(file), "--without-key", "--store", f"{place}/record"]
        done = subprocess.run(  # noqa: S603 - our own words
            [*restoring.command(), *words], env=kept, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise SameroomError(
            f"The backup could not be restored. {done.stderr.strip()}",
            where=str(file),
            remedy="Do not rely on it; make another.",
        )
