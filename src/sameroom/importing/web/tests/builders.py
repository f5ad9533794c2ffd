"""Files that somebody brings, and a place that is thrown away to bring them to."""

from datetime import UTC, datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from sameroom.importing.web import jobs, operations, uploads
from sameroom.importing.web.models import Bringing
from sameroom.webkit.audit import Actor

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
HEAD = "Lead ID,First Name,Last Name,Email,Created Date,Lead Status\n"


def leads(*numbers: int, broken: tuple[int, ...] = (), order: str = "{n:02d}/04/2026") -> bytes:
    """Write an export of leads; of broken rows the id is missing."""
    rows = [
        f"{'' if n in broken else f'L{n}'},Ada{n},Winter,ada{n}@acme.example,"
        f"{order.format(n=n)},New\n"
        for n in numbers
    ]
    return (HEAD + "".join(rows)).encode()


def bring(*, folder: Path, by: Actor | None = None, files: dict[str, bytes] | None = None) -> int:
    """Bring files, as if they had been uploaded; nobody has looked at them yet."""
    told = files if files is not None else {"leads.csv": leads(*range(1, 9))}
    uploaded = [SimpleUploadedFile(path.rsplit("/", 1)[-1], text) for path, text in told.items()]
    kept = uploads.keep(files=uploaded, paths=list(told), folder=folder)
    return operations.bring(kept=kept, by=by, now=NOW)


def planned(
    *, folder: Path, by: Actor | None = None, files: dict[str, bytes] | None = None
) -> Bringing:
    """Bring files and look at them."""
    number = bring(folder=folder, by=by, files=files)
    jobs.plan.func(number)
    return Bringing.objects.get(pk=number)
