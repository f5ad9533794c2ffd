"""The whole road in one call: a folder of exports in, an audit and its report out.

The shell's commands are thin covers over these; a notebook calls them directly.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sameroom import agreement as agreements
from sameroom import importing
from sameroom.agreement import Agreement
from sameroom.audit import Audit, Imported, audit, find_window
from sameroom.audit.agreed import get_terms
from sameroom.audit.document import Engine
from sameroom.engines.catalog import Placed
from sameroom.engines.disk import told_plainly
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Snapshot, Store
from sameroom.errors import SameroomError
from sameroom.measure import Window
from sameroom.record.mailboxes import FREE_MAIL
from sameroom.report import languages
from sameroom.report.document import write_report
from sameroom.simulator import Company, growth, simulate

if TYPE_CHECKING:
    from sameroom.engines.spark import SparkEngine

AGREEMENT = "agreement.yaml"
TRUTH = "truth.json"
EMBEDDED = "embedded"
Progress = Callable[[str], None]
Also = Callable[[Engine, Audit], None]


@dataclass(frozen=True, slots=True)
class Reported:
    """An audit, the report written of it, and what was imported on the way.

    `besides` names the folders whose earlier imports the record holds too.
    """

    audit: Audit
    report: Path
    outcome: importing.Outcome | None = None
    besides: tuple[str, ...] = ()


def audit_folder(
    *,
    folder: Path,
    out: Path,
    now: datetime,
    agreement: Path | None = None,
    mapping: Path | None = None,
    rates: Path | None = None,
    window: Window | None = None,
    engine: str = EMBEDDED,
    scratch: str = "",
    speaking: tuple[str, ...] = (languages.ENGLISH,),
    progress: Progress = lambda _: None,
    also: Also = lambda _engine, _audit: None,
) -> Reported:
    """Import a folder of exports into a record of its own and write its report.

    Args:
        folder: the exports, as the tools gave them.
        out: where the report goes; the record is kept beside it, in `record`.
        now: the present.
        agreement: an agreement file; by default the one in the folder, if there is one.
        mapping: a mapping file; by default the one in the folder, if there is one.
        rates: exchange rates, for exports in several currencies.
        window: the period to read; by default all that the exports cover.
        engine: "embedded", or the address of a Spark cluster that sees `out` under this path.
        scratch: where a cluster keeps shared tables meanwhile; by default in the record.
        speaking: the languages of the report; the first becomes report.html.
        progress: is told what is being done, a phrase at a time.
        also: is given the engine and the audit before the engine is closed.

    Raises:
        SameroomError: when the folder holds nothing that can be read, or a file is wrong.
    """
    for language in speaking:
        languages.require(language=language)
    agreed = read_agreement(file=agreement, folder=folder)
    outcome = importing.run(
        folder=folder,
        store=out / "record",
        now=now,
        mapping=mapping,
        rates=rates,
        currency=_stated_currency(agreed),
        progress=lambda what, done, of: progress(f"{what} ({done:,} of {of:,})" if of else what),
    )
    _or_nothing_read(outcome, folder)
    reported = audit_record(
        store=out / "record",
        out=out,
        now=now,
        agreed=agreed,
        window=window,
        imported=list_imported(outcome),
        currency=outcome.plan.currency,
        engine=engine,
        scratch=scratch,
        speaking=speaking,
        progress=progress,
        also=also,
    )
    besides = _imported_besides(store=out / "record", folder=outcome.plan.folder)
    return replace(reported, outcome=outcome, besides=besides)


def audit_record(
    *,
    store: Path,
    out: Path,
    now: datetime,
    agreed: Agreement | None = None,
    window: Window | None = None,
    imported: tuple[Imported, ...] = (),
    currency: str = "",
    engine: str = EMBEDDED,
    scratch: str = "",
    threads: int | None = None,
    speaking: tuple[str, ...] = (languages.ENGLISH,),
    progress: Progress = lambda _: None,
    also: Also = lambda _engine, _audit: None,
) -> Reported:
    """Audit a record that stands already and write its report.

    Args:
        engine: "embedded", or the address of a Spark cluster that sees `store` under this path.
        scratch: where a cluster keeps shared tables meanwhile; by default in the store.
        threads: how many the embedded engine has; by default one a core.
        speaking: the languages of the report; the first becomes report.html.
        also: is given the engine and the audit before the engine is closed.

    Raises:
        SameroomError: when there is no record, or the cluster does not answer.
        DiskError: when the disk is full, or nothing may be written to `out`.
    """
    for language in speaking:
        languages.require(language=language)
    with told_plainly(where=out), Store.open(path=store).snapshot() as snapshot:
        asked = open_engine(snapshot=snapshot, engine=engine, scratch=scratch, threads=threads)
        try:
            told = audit_engine(
                engine=asked,
                agreed=agreed or agreements.default(),
                now=now,
                window=window,
                imported=imported,
                currency=currency or currency_of(snapshot),
                progress=progress,
            )
            also(asked, told)
            progress("Writing the report")
            return Reported(told, write_report(audit=told, folder=out, speaking=speaking))
        finally:
            asked.close()


def simulate_record(
    *,
    folder: Path,
    facts: int,
    seed: int = 1,
    company: Company | None = None,
    progress: Progress = lambda _: None,
) -> dict[str, int]:
    """Write a record of about so many facts, made up, with the agreement and the truth beside it.

    One branch is simulated, its exports are imported, and the record is grown from it branch by
    branch (see `sameroom.simulator.growth`); memory does not grow with the facts.

    Args:
        folder: where `record`, `agreement.yaml` and `truth.json` go.
        facts: how many rows the record is to hold, within some hundredths.
        seed: of the branch's history.
        company: whose disconnects are planted; its size is set by `facts`.
        progress: is told what is being done, a phrase at a time.

    Returns:
        The rows written, by noun.

    Raises:
        SameroomError: when a record stands there already.
    """
    record = folder / "record"
    if record.exists():
        raise SameroomError(
            "there is a record already.", where=str(record), remedy="Name another folder."
        )
    meant = growth.plan(facts=facts)
    sized = (company or Company()).sized(accounts=meant.accounts)
    with told_plainly(where=folder), TemporaryDirectory(prefix="sameroom-branch-") as made:
        branch = Path(made)
        progress(f"Simulating a branch of {meant.accounts:,} companies")
        written = simulate(folder=branch / "exports", company=sized, seed=seed)
        as_of = datetime.combine(written.ends_on, datetime.min.time(), tzinfo=UTC)
        progress("Importing its exports")
        importing.run(folder=branch / "exports", store=branch / "record", now=as_of)
        with Store.open(path=branch / "record").snapshot() as base:
            counts = growth.grow(
                base=base, store=record, branches=meant.branches, now=as_of,
                providers=FREE_MAIL, progress=progress,
            )  # fmt: skip
        shutil.copy(branch / "exports" / AGREEMENT, folder / AGREEMENT)
        growth.write_truth(
            branch=branch / "exports" / TRUTH, path=folder / TRUTH, branches=meant.branches
        )
    return counts


def open_engine(
    *, snapshot: Snapshot, engine: str = EMBEDDED, scratch: str = "", threads: int | None = None
) -> "EmbeddedEngine | SparkEngine":
    """Open the engine that answers questions about a snapshot.

    Args:
        engine: "embedded", or the address of a Spark cluster, such as `spark://host:7077`.
        scratch: where a cluster keeps shared tables meanwhile; by default in the store.
        threads: how many the embedded engine has; by default one a core.

    Raises:
        SameroomError: when Spark or Java is missing, or the cluster does not answer.
    """
    if engine == EMBEDDED:
        return EmbeddedEngine(snapshot=snapshot, threads=threads)
    from sameroom.engines.spark.session import check_master

    check_master(engine)
    from sameroom.engines.spark import SparkEngine  # an extra, and slow to load

    return SparkEngine(snapshot=snapshot, master=engine, scratch=scratch)


def audit_engine(
    *,
    engine: Engine,
    agreed: Agreement,
    now: datetime,
    window: Window | None = None,
    imported: tuple[Imported, ...] = (),
    currency: str = "",
    measures: tuple[Placed, ...] | None = None,
    progress: Progress = lambda _: None,
) -> Audit:
    """Audit what an engine reads, by an agreement; nothing is written."""
    window = window or find_window(engine=engine, now=now)
    terms = get_terms(agreed=agreed, window=window)
    if currency and agreed.is_default("company.currency"):
        terms = replace(terms, currency=currency)
    if agreed.is_default("company.buyer"):
        terms = replace(terms, buyer=find_buyer(engine=engine))
    return audit(
        engine=engine, terms=terms, now=now, window=window, imported=imported, measures=measures,
        progress=progress,
    )  # fmt: skip


def find_buyer(*, engine: Engine) -> str:
    """Tell who buys when no agreement says so: people, where the record knows no company."""
    return "account" if engine.filled("account").get("id") else "person"


def read_agreement(*, file: Path | None, folder: Path) -> Agreement:
    """Read the agreement named, else the one that lies in the folder, else the default.

    Raises:
        SameroomError: when the file named is missing or wrong.
    """
    lying = folder / AGREEMENT
    if file is None and not lying.is_file():
        return agreements.default()
    if file is not None and not file.is_file():
        raise SameroomError(
            "there is no such agreement file.", where=str(file), remedy="Check the path."
        )
    return agreements.read(path=file or lying)


def _or_nothing_read(outcome: importing.Outcome, folder: Path) -> None:
    """Stop where not a single row was taken for anything; a report would only say so at length."""
    if any(file.mapping.nouns and file.rows > file.refused for file in outcome.plan.files):
        return
    raise SameroomError(
        "nothing in it could be read as an export of a CRM or a marketing tool.",
        where=str(folder),
        remedy="Put CSV, Excel, JSON lines or Parquet files into it; sameroom import --plan says "
        "what each file is taken for and why.",
    )


def _imported_besides(*, store: Path, folder: str) -> tuple[str, ...]:
    with Store.open(path=store).snapshot() as snapshot:
        standing = [run for run in snapshot.runs() if run.kind == "import" and not run.is_undone]
    named = dict.fromkeys(str(run.notes.get("folder", "")) for run in standing)
    return tuple(name for name in named if name and name != folder)


def list_imported(outcome: importing.Outcome) -> tuple[Imported, ...]:
    """List the files of an import, for the report."""
    return tuple(
        Imported(
            file.mapping.path,
            " and ".join(noun.noun for noun in file.mapping.nouns) or "nothing",
            file.rows,
            file.refused,
        )
        for file in outcome.plan.files
    )


def currency_of(snapshot: Snapshot) -> str:
    """Tell the currency that the record's last import settled on; "" when none did."""
    said = [str(run.notes["currency"]) for run in snapshot.runs() if "currency" in run.notes]
    return said[-1] if said else ""


def _stated_currency(agreed: Agreement) -> str:
    if agreed.is_default("company.currency"):
        return ""
    return str(agreed.clauses.company.currency)
