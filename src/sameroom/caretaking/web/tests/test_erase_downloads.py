"""Whoever is erased is in no byte of any CSV file that an administrator can take along."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

import sameroom
from sameroom.caretaking.tests.builders import CONTACTS
from sameroom.caretaking.web import erasing_files, erasing_room, jobs
from sameroom.caretaking.web.models import Erasing, State
from sameroom.caretaking.web.tests.test_erase_page import (  # noqa: F401 - fixtures
    JANE,
    THEIRS,
    client,
    room,
)
from sameroom.caretaking.web.tests.test_erasing_job import asked
from sameroom.handoff.web import reading_rows
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.part_models import CountedLead
from sameroom.importing.found import CameIn, to_text
from sameroom.importing.web.jobs import errors_of
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.models import State as Brought
from sameroom.room.web.models import EvidenceRow, EvidenceTable, Refresh
from sameroom.room.web.models import State as Read
from sameroom.room.web.tests.builders import NOW, People
from sameroom.webkit import audit

pytestmark = pytest.mark.django_db
FLAGS = {flag: True for flag, _title in reading_rows.LISTS.values()}
NEITHER = {  # files that are no rows: an agreement and a calendar
    "agreement/web/views.py", "notice/web/choice_views.py",
}  # fmt: skip
TAKEN = {
    "room/web/views.py": ("rows", "report"), "room/web/log_views.py": ("log",),
    "importing/web/views.py": ("errors",), "handoff/web/reading_views.py": ("leads",),
}  # fmt: skip


@pytest.fixture
def brought(room: People) -> Bringing:  # noqa: F811 - the fixture
    """Put Jane wherever a file is made from: rows, counted leads, an error file, the report."""
    shown = Refresh.objects.create(pk=1, cause="import", asked_at=NOW, state=Read.DONE)
    case = Case.objects.get()
    table = EvidenceTable.objects.create(
        refresh=shown, measure="acceptance", place=1, title="Leads", columns=["Lead", "Whom"],
        total=2,
    )  # fmt: skip
    for place, (cells, key) in enumerate([
        (["Jane Quxley", JANE], case.person_key), (["L2", "call +49 170 5551234"], ""),
        (["L3", "JANE  QUXLEY told of it"], ""),
    ], start=1):  # fmt: skip
        EvidenceRow.objects.create(
            table=table, place=place, cells=cells, noun="person" if key else "", key=key,
            is_open=not key, ref=f"email:{JANE}" if key else "crm:L2", line="person.email",
        )  # fmt: skip
    for number, name in enumerate(("Jane Quxley", "Quxley", JANE)):
        CountedLead.objects.create(
            generation=1, key=f"{case.key}-{number}", person_key=case.person_key,
            person_name=name, handed_over_at=NOW, reason="asked Jane Quxley twice", **FLAGS,
        )  # fmt: skip
    (settings.REPORT / "evidence" / "2_leads.csv").write_text(CONTACTS)
    came_in = CameIn((("person", 1),), ("contacts.csv.errors.csv",))
    one = Bringing.objects.create(
        title="contacts.csv", folder="/nowhere", file_count=1, byte_count=9, brought_at=NOW,
        state=Brought.DONE, run_id="r1", found="", came_in=to_text(came_in),
    )  # fmt: skip
    errors = errors_of(one.pk) / "contacts.csv.errors.csv"
    errors.parent.mkdir(parents=True, exist_ok=True)
    errors.write_text(CONTACTS)
    audit.record("import.done", at=NOW, subject=one.pk)
    return one


def taken(client: Client, one: Bringing) -> dict[str, str]:  # noqa: F811 - the fixture
    """Take every CSV file that there is; gives the text of each by its address."""
    evidence = sorted((settings.REPORT / "evidence").glob("*.csv"))
    addresses = [
        "/readings/acceptance/rows/1.csv", "/readings/acceptance/rows/1.csv?of=person.email",
        *(f"/leads/readings/{of}.csv" for of in reading_rows.LISTS),
        f"/imports/{one.pk}/errors/0",
        *(f"/report/evidence/{file.name}" for file in evidence),
    ]  # fmt: skip
    answers = {address: client.get(address) for address in addresses}
    answers["/log/export"] = client.post("/log/export")
    return {
        address: b"".join(answer).decode("utf-8-sig")
        for address, answer in answers.items()
        if answer.status_code == 200
    }


def naming(files: dict[str, str]) -> set[str]:
    """Tell in which files they are."""
    return {address for address, held in files.items() if THEIRS.search(held)}


def test_no_file_that_can_be_taken_holds_them(client: Client, brought: Bringing) -> None:  # noqa: F811
    before = taken(client, brought)
    assert len(before) == len(reading_rows.LISTS) + 6
    assert naming(before) == {*before} - {"/log/export"}, "otherwise what follows proves nothing"

    jobs.erase.func(asked(client).pk)

    assert Erasing.objects.get().state == State.DONE
    after = taken(client, brought)
    assert naming(after) == set()
    gone = {one for one in before if one.startswith(("/imports/", "/report/"))}
    assert {*after} == {*before} - gone, "files are deleted, rows stay"
    lines = {address: held.count("\n") for address, held in after.items() if "/log" not in address}
    assert lines == {address: before[address].count("\n") for address in lines}


@pytest.mark.parametrize(
    ("forgotten", "where"),
    [
        ("room.evidencerow", "/readings/acceptance/rows/1.csv"),
        ("handoff.countedlead", "/leads/readings/late.csv"),
        ("errors", "/imports/{}/errors/0"), ("report", "/report/evidence/2_leads.csv"),
    ],
)  # fmt: skip
def test_one_place_that_is_forgotten_is_seen(
    client: Client, brought: Bringing, monkeypatch: pytest.MonkeyPatch, forgotten: str, where: str  # noqa: F811
) -> None:  # fmt: skip
    if "." in forgotten:
        real = erasing_room._of_model

        def of_all_but_one(model: erasing_room.Model, *told: object) -> object:
            is_left_out = model._meta.label_lower == forgotten
            return () if is_left_out else real(model, *told)  # type: ignore[arg-type]  # as called

        monkeypatch.setattr(erasing_room, "_of_model", of_all_but_one)
    else:
        search = erasing_files.search
        monkeypatch.setattr(
            erasing_files, "search",
            lambda **told: {kind: [] if kind == forgotten else files
                            for kind, files in search(**told).items()},
        )  # fmt: skip

    jobs.erase.func(asked(client).pk)

    assert Erasing.objects.get().state == State.DONE
    assert where.format(brought.pk) in naming(taken(client, brought))


def test_there_is_no_other_file_to_take() -> None:
    home = Path(sameroom.__file__).parent
    gives = {
        file.relative_to(home).as_posix()
        for file in home.glob("*/web/**/*.py")
        if "tests" not in file.parts
        and ("Content-Disposition" in (held := file.read_text("utf-8")) or "FileResponse(" in held)
    }
    assert gives == {*TAKEN} | NEITHER, "take what is new in `taken` too, and search it"
    routes = {str(found[0][0][0]) for found in get_resolver().reverse_dict.values() if found}
    assert sum(route.endswith(".csv") for route in routes) == 2
