"""What is not as it should be: configuration, record and disk, each finding with its remedy."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from sameroom import agreement
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.errors import SameroomError
from sameroom.facts import get_table
from sameroom.webkit.finding import Finding as Finding

LEAST_FREE = 1_000_000_000  # bytes
KNOWN_DATABASES = ("postgres", "postgresql", "sqlite")
WAYS_OF_MAIL = (
    "smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail",
)  # fmt: skip
SHORTEST_KEY = 32
SHORTEST_TOKEN = 16
ALIKE = 0.9  # of two names, so that one or two wrong letters are noticed
AT_HOME = ("127.0.0.1", "localhost", "::1")
KNOWN = frozenset(
    f"SAMEROOM_{name}"
    for name in (
        "AT_HOME", "LOG", "MAIL", "MAIL_FROM", "METRICS_TOKEN", "OIDC_CLIENT_ID",
        "OIDC_CLIENT_SECRET", "OIDC_DOMAINS", "OIDC_ISSUER", "OIDC_NAME", "OLD_SECRET_KEYS",
        "PASSPHRASE", "REPORT", "SECRET_KEY", "STORE", "UPLOAD_LIMIT", "URL",
    )
)  # fmt: skip


def check_variables() -> Iterator[Finding]:
    """Look at the variables."""
    yield from _check_names()
    yield from _check_address(os.environ.get("SAMEROOM_URL", ""))
    yield from _check_mail(os.environ.get("SAMEROOM_MAIL", ""))
    yield from _check_sign_on()
    limit = os.environ.get("SAMEROOM_UPLOAD_LIMIT", "")
    if limit and not limit.isdigit():
        yield Finding(
            "variables.upload-limit", "error", f'"{limit}" is no number of bytes.',
            "SAMEROOM_UPLOAD_LIMIT", "Give a whole number, such as 2000000000.",
        )  # fmt: skip
    scheme = urlsplit(os.environ.get("DATABASE_URL", "")).scheme
    if scheme and scheme not in KNOWN_DATABASES:
        yield Finding(
            "variables.database", "error", f'"{scheme}" is no database we know.', "DATABASE_URL",
            "Give postgres://user:password@host/name, or leave it out.",
        )  # fmt: skip
    key = os.environ.get("SAMEROOM_SECRET_KEY", "")
    if key and len(key) < SHORTEST_KEY:
        yield Finding(
            "variables.key", "warning", f"The key has {len(key)} letters.", "SAMEROOM_SECRET_KEY",
            f"Take at least {SHORTEST_KEY} at random, and name this one in "
            "SAMEROOM_OLD_SECRET_KEYS.",
        )  # fmt: skip
    token = os.environ.get("SAMEROOM_METRICS_TOKEN", "")
    if token and len(token) < SHORTEST_TOKEN:
        yield Finding(
            "variables.metrics-token", "warning", f"The token has {len(token)} letters.",
            "SAMEROOM_METRICS_TOKEN", f"Take at least {SHORTEST_TOKEN} at random.",
        )  # fmt: skip


def _check_names() -> Iterator[Finding]:
    """Tell of names that look misspelt; what else others may call so is theirs."""
    for name in sorted(os.environ):
        near = get_close_matches(name, KNOWN, n=1, cutoff=ALIKE)
        if name.startswith("SAMEROOM") and name not in KNOWN and near:
            yield Finding(
                "variables.unknown", "warning", f"Nothing reads it. Is {near[0]} meant?", name,
                "docs/guide/room.md lists those that are read.",
            )  # fmt: skip


def _check_address(url: str) -> Iterator[Finding]:
    told = urlsplit(url)
    if url and (told.scheme not in {"http", "https"} or not told.hostname):
        yield Finding(
            "variables.url", "error", f'"{url}" is no address.', "SAMEROOM_URL",
            "Give one such as https://room.example.com.",
        )  # fmt: skip
    elif told.scheme == "http" and told.hostname not in AT_HOME:
        yield Finding(
            "variables.url-plain", "warning", "Passwords cross the network as plain text.",
            "SAMEROOM_URL", "Put a proxy with a certificate before the room, and give https://….",
        )  # fmt: skip


def _check_mail(url: str) -> Iterator[Finding]:
    told = urlsplit(url)
    try:
        is_known = told.scheme in WAYS_OF_MAIL and told.port != 0
    except ValueError:  # what stands for the port is none
        is_known = False
    is_server = told.scheme.startswith("smtp")
    if url and (not is_known or (is_server and not told.hostname)):
        yield Finding(
            "variables.mail", "error", "This is no address of a mail server.", "SAMEROOM_MAIL",
            "Give one such as smtp+tls://user:password@mail.example.com:587.",
        )  # fmt: skip


def _check_sign_on() -> Iterator[Finding]:
    issuer = os.environ.get("SAMEROOM_OIDC_ISSUER", "")
    if not issuer:
        return
    told = urlsplit(issuer)
    if not told.hostname or (told.scheme != "https" and told.hostname not in AT_HOME):
        yield Finding(
            "variables.oidc-issuer", "error", f'"{issuer}" is no address by https.',
            "SAMEROOM_OIDC_ISSUER", "Give the issuer's, such as https://login.example.com.",
        )  # fmt: skip
    if not os.environ.get("SAMEROOM_OIDC_CLIENT_ID"):
        yield Finding(
            "variables.oidc-client", "error", "Single sign-on needs it, and it is not there.",
            "SAMEROOM_OIDC_CLIENT_ID", "Take it from where the room is registered there.",
        )  # fmt: skip


def check_record(*, store: Path, least_free: int = LEAST_FREE) -> Iterator[Finding]:
    """Look at the record, its agreement, the key beside it and the disk.

    Args:
        store: the record.
        least_free: bytes that should be free.
    """
    found = list(check_store(store=store))
    found = found or list(_check_files(store))
    yield from found or _check_columns(store)
    yield from _check_key(store / "room" / "secret-key")
    yield from _check_agreement(store / "agreement.yaml")
    free = shutil.disk_usage(store if store.exists() else store.parent).free
    if free < least_free:
        yield Finding(
            "disk.free", "warning", f"{free:,} bytes are free.", str(store),
            "Make space: an import needs a few times the size of its files.",
        )  # fmt: skip


def check_store(*, store: Path) -> Iterator[Finding]:
    """Tell whether the record can be read, and whether its files are there."""
    try:
        with Store.open(path=store).snapshot() as snapshot:
            for noun in snapshot.nouns():
                missing = [file for file in snapshot.files(noun) if not Path(file).exists()]
                if missing:
                    yield Finding(
                        "record.files", "error", f"{len(missing)} files of {noun} are gone.",
                        str(store), "Restore a backup: sameroom restore FILE --replace.",
                    )  # fmt: skip
    except SameroomError as error:
        yield Finding("record.open", "error", error.what, error.where, error.remedy)
    except (OSError, json.JSONDecodeError, KeyError, ValueError) as error:
        yield Finding(
            "record.open", "error", f"The record cannot be read ({error}).", str(store),
            "Restore a backup: sameroom restore FILE --replace.",
        )  # fmt: skip


def _check_files(store: Path) -> Iterator[Finding]:
    """Tell whether each file is as long as when it was written, and still says what it holds."""
    with Store.open(path=store).snapshot() as snapshot:
        for noun in snapshot.nouns():
            broken = snapshot.find_broken(noun)
            if broken:
                yield Finding(
                    "record.damaged", "error", f"{len(broken)} files of {noun} are damaged.",
                    broken[0], "Restore a backup: sameroom restore FILE --replace.",
                )  # fmt: skip


def _check_columns(store: Path) -> Iterator[Finding]:
    """Tell of rows that were brought before the record kept something that their files may say."""
    with Store.open(path=store).snapshot() as snapshot:
        younger = {noun: snapshot.find_younger(noun) for noun in snapshot.nouns()}
        if not any(younger.values()):
            return
        with closing(EmbeddedEngine(snapshot=snapshot)) as engine:
            for noun, column, run in (
                (noun, *pair) for noun, pairs in younger.items() for pair in pairs.items()
            ):
                sql = f"select count(*) as n from {noun} where run <= '{run}'"
                rows = engine.ask(sql).to_pylist()[0]["n"]
                if rows:
                    yield Finding(
                        "record.younger-column", "note",
                        f"Rows that came before the record kept this column "
                        f"({get_table(noun).column(column).about}): {rows:,}.",
                        f"{noun}.{column}",
                        "Bring the same files again: what they say of it comes in, nothing else "
                        "changes.",
                    )  # fmt: skip


def _check_key(path: Path) -> Iterator[Finding]:
    if path.exists() and path.stat().st_mode & 0o077:
        yield Finding(
            "key.readable", "error", "Others may read the key.", str(path), f"chmod 600 {path}"
        )


def _check_agreement(path: Path) -> Iterator[Finding]:
    if not path.exists():
        return
    try:
        agreement.read(path=path)
    except SameroomError as error:
        yield Finding("agreement.read", "error", error.what, error.where, error.remedy)
