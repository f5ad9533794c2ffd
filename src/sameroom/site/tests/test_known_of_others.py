"""Nobody learns of others what is not theirs to know: every way out, walked on a whole record.

Service has four people here, and marketing five. Whoever is neither of the four nor their lead
never reads their names, nor anything of the four apart: as a group it would tell of a person.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from sameroom import clock, importing
from sameroom.api.web.interface import interface
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.discover import of_web_halves
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations as handoff
from sameroom.handoff.web.models import Absence, CampaignOwner, Case, CountedLead, Routing
from sameroom.handoff.web.routing_models import How
from sameroom.notice.web import choosing, letters
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import Company, User
from sameroom.record.web.models import Shown
from sameroom.report import languages
from sameroom.room.web import jobs, operations
from sameroom.room.web.models import Present, Refresh
from sameroom.room.web.models import State as Refreshed
from sameroom.room.web.tests.builders import NOW, a_person
from sameroom.simulator import simulate
from sameroom.webhooks.web.declared import by_act
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import FEWEST_TOGETHER, Role, Sees

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# By the name that the record has: the one that the test gives instead, which nothing else has.
FOUR = {
    "Meike Sauer": "Quirina Zauber", "David Okafor": "Xaver Quandt",
    "Renate Vogt": "Zenobia Quast", "Emil Straub": "Quintus Zell",
}  # fmt: skip
SELLING = ("Meike Sauer", "David Okafor")  # service's now, with leads and deals of their own
SMALL = "service"
RARE = "Quartz plunge"  # a campaign of four leads
MOST_OF_A_KIND = 3  # addresses that differ by what they name alone
# Who there is, is no secret among us; nothing that anybody did stands there.
DIRECTORY = ("/people", "/api/v1/people", "/api/v1/teams")
# What both teams write down for all of us to read: who is to do what, and in which words.
# Customers by which side had contacted them, tickets and mails of nobody in particular included:
# a side is not a few people, and nothing there tells of one.
SIDES = ("expansion", "retention", "win_back")
WRITTEN = ("/agreement", "/definitions", "/api/v1/agreement", "/api/v1/definitions")


@dataclass(frozen=True)
class Seen:
    """Something that a reader was given, and where."""

    place: str
    text: str
    kind: str


@pytest.fixture
def room(tmp_path: Path, settings: Settings) -> Path:
    """Import, read and lay out a company of which service has four people."""
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    settings.REPORT = tmp_path / "report"
    exports = tmp_path / "exports"
    written = simulate(folder=exports, size="small", seed=5)
    for file in sorted(exports.rglob("*.csv")):
        file.write_text(_renamed(file.read_text("utf-8"), file.name), "utf-8")
    _four_come_by_a_campaign(exports / "crm" / "all-contacts.csv")
    with (exports / "marketing" / "campaigns.csv").open("a", encoding="utf-8") as campaigns:
        campaigns.write(f"c5affff,{RARE},Trade fair,ended,04/01/2025,06/30/2026,9000.00,EUR,\n")
    start, end = written.world.company.period
    Company.objects.create(name="Tessaro", set_up_at=NOW)
    Present.objects.create(starts_at=start, as_of=end)
    importing.run(folder=exports, store=tmp_path / "record", now=end)
    number = operations.ask_refresh(cause="import", now=NOW)
    jobs.refresh.func(number)
    assert Refresh.objects.get(pk=number).state == Refreshed.DONE
    sizes = Shown.objects.get().team_sizes
    assert sizes[SMALL] == 4 == FEWEST_TOGETHER - 1
    assert sizes["marketing"] == 5 == FEWEST_TOGETHER
    _they_do_things(end)
    return tmp_path


def _renamed(text: str, name: str) -> str:
    for old, new in FOUR.items():
        text = text.replace(old, new).replace(_address(old), _address(new))
        if name == "users.csv" and old in SELLING:
            text = re.sub(f"({new},[^,]*),Sales,", r"\1,Service,", text)
    return text


def _four_come_by_a_campaign(contacts: Path) -> None:
    rows = list(csv.DictReader(StringIO(contacts.read_text("utf-8"))))
    handed = [row for row in rows if row["Became a Marketing Qualified Lead Date"] > "2025-09"]
    for row in handed[: FEWEST_TOGETHER - 1]:
        row["First Touch Converting Campaign"] = RARE
    out = StringIO()
    table = csv.DictWriter(out, fieldnames=list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    contacts.write_text(out.getvalue(), "utf-8")


def _address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@tessaro.example"


def _they_do_things(end: datetime) -> None:
    """Have two of the four do in the room whatever can be done with a lead."""
    cases = list(Case.objects.filter(owner_name__in=FOUR.values()).order_by("pk")[:6])
    assert len(cases) == 6, "the four have leads"
    one = a_person("Quirina Zauber", team=SMALL, sees=Sees.OWN, member_id=cases[0].owner_id)
    now = clock.now()
    for case in cases[:4]:
        Case.objects.filter(pk=case.pk).update(state=State.WAITING, opened_by=one, opened_at=now)
        handoff.move(
            case_id=case.pk, move=Move.REJECT, read_as=State.WAITING, by=one, now=now,
            told=Told(family="clerical", reason="Wrong number"),
        )  # fmt: skip
    Case.objects.filter(pk=cases[5].pk).update(owner_id="", owner_name="", nobody_since=now,
                                               state=State.WAITING, handed_over_at=end)  # fmt: skip
    for case, how in zip(cases, How.values, strict=True):
        Routing.objects.create(
            case=case, how=how, at=now, to_id=case.owner_id, to_name=case.owner_name,
            to_team=SMALL, by=one, number=1,
            passed=[{"address": "x@x.example", "why": why, "member_id": case.owner_id,
                     "name": case.owner_name, "team": SMALL, "undecided": 99}
                    for why in ("full", "left", "away")],
        )  # fmt: skip
        CampaignOwner.objects.get_or_create(
            campaign=case.campaign or "x", defaults={"owner": one, "set_by": one, "set_at": now}
        )
    for owner in {case.owner_id for case in cases}:
        Absence.objects.create(member_id=owner, starts_on=end.date(), ends_on=end.date(),
                               said_by=one, said_at=now)  # fmt: skip


def readers() -> dict[str, User]:
    """Make those who may not know the four: of other teams, of whichever rights."""
    return {
        "own, other team": a_person("Nora", team="support", sees=Sees.OWN),
        "own, five people": a_person("Ines", team="marketing", sees=Sees.OWN),
        "all, other team": a_person("Paul", team="sales", sees=Sees.ALL),
        "lead of others": a_person("Ada", team="marketing", role=Role.LEAD),
        "analyst": a_person("Noor", team="management", role=Role.ANALYST),
    }


# What a reader is given.


def walk(user: User) -> Iterator[Seen]:
    """Open every address that there is, and whatever its page links to."""
    client = Client()
    client.force_login(user)
    listed = [place for half in of_web_halves("tests.addresses") for place in half.PAGES]
    files = [f"/report/{file}" for file in ("report.html", "document.json")]
    todo, kinds, known = [*listed, "/report/", *files, "/palette"], dict[str, int](), set[str]()
    todo += [f"/search?q={word}" for name in FOUR.values() for word in name.split()]
    while todo:
        place = todo.pop(0)
        kind = re.sub(r"[0-9a-f]{20}|\d+", "#", place)
        kind = re.sub(r"(?<=readings/)[a-z_]+", "*", kind) if "/rows/" in kind else kind
        kinds[kind] = kinds.get(kind, 0) + 1
        if place in known or kinds[kind] > MOST_OF_A_KIND * (10 if "*" in kind else 1):
            continue
        known.add(place)
        answer = client.get(place)
        if answer.status_code != 200:
            continue
        told = answer.get("Content-Type", "")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode("utf-8", "replace")
        yield Seen(place, text, told.split(";")[0])
        if "html" in told and not place.startswith("/report"):
            todo += [unescape(one) for one in re.findall(r'href="(/[^"#]*)', text)]


def ask(user: User) -> Iterator[Seen]:
    """Ask the interface for programs whatever can be asked without changing anything."""
    program = a_program(a_token(user))
    cases = [str(pk) for pk in Case.objects.filter(owner_name__in=FOUR.values())
             .values_list("pk", flat=True)[:4]]  # fmt: skip
    measures, keys = ["speed_to_lead", "acceptance", "process_map"], list[str]()
    for noun in ("accounts", "persons", "deals"):
        got = program.get(f"/api/v1/{noun}?limit=8")
        keys += [f"{noun}/{one['key']}" for one in got.json().get("items", [])]
    for path, methods in interface().get_openapi_schema(path_prefix="")["paths"].items():
        if "get" not in methods:
            continue
        for place in _filled(f"/api/v1{path}", cases, measures, keys):
            answer = program.get(place)
            if answer.status_code == 200:
                yield Seen(place, answer.content.decode(), "application/json")
    for query in (f"team={SMALL}", *(f"owner={one}" for one in _ids())):
        answer = program.get(f"/api/v1/cases?{query}")
        told = answer.json().get("items") if answer.status_code == 200 else []
        yield Seen(f"/api/v1/cases?{query}", json.dumps([SMALL] * bool(told)), "application/json")


def _ids() -> list[str]:
    return list(Case.objects.filter(owner_name__in=FOUR.values())
                .values_list("owner_id", flat=True).distinct())  # fmt: skip


def _filled(path: str, cases: list[str], measures: list[str], keys: list[str]) -> Iterable[str]:
    if "{nouns}" in path:
        nouns = [f"{noun}s" for noun in ("account", "person", "deal")]
        rest = path.partition("{key}")[2]
        head = path.partition("{nouns}")[0]
        return [head + (f"{one}{rest}" if "{key}" in path else one)
                for one in (keys if "{key}" in path else nouns)]  # fmt: skip
    return [
        f"{re.sub('{case_id}', case, path).replace('{measure}', measure)}?limit=200"
        .replace("{place}", "1").replace("{number}", "1").replace("{name}", measure)
        for case in (cases if "{case_id}" in path else ["-"])
        for measure in (measures if "{measure}" in path or "{name}" in path else ["-"])
    ]  # fmt: skip


def told(user: User) -> Iterator[Seen]:
    """Read what goes out to somebody: their notices as mail and chat, and their calendar."""
    items = letters.items_of(Notice.objects.filter(user=user))
    mail = letters.write_mail(items=items, zone="UTC", now=clock.now())
    chat = letters.write_chat(items=items, zone="UTC", now=clock.now())
    yield Seen("mail", f"{mail.subject}\n{mail.text}", "text/plain")
    yield Seen("mail", mail.html, "text/html")
    yield Seen("chat", f"{chat.subject}\n{chat.text}", "text/plain")
    feed = choosing.make_feed(user_id=user.pk, by=user, now=clock.now())
    calendar = Client().get(f"/calendar/{feed}.ics")
    assert calendar.status_code == 200
    yield Seen("calendar", calendar.content.decode(), "text/calendar")


def hooked(admin: User) -> Iterator[Seen]:
    """Read what webhooks would tell of everything that was done."""
    for entry in AuditEntry.objects.all():
        event = by_act().get(entry.action)
        if event is not None:
            data = event.tells(reader=admin.as_reader(), subject=entry.subject,
                               details=entry.details)  # fmt: skip
            yield Seen(f"webhook {event.name}", json.dumps(data), "application/json")


def written(folder: Path) -> Iterator[Seen]:
    """Read every file of the report, the evidence that it exports included."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".html", ".csv", ".json", ".md"}:
            kind = {".csv": "text/csv", ".json": "application/json"}.get(file.suffix, "text/html")
            yield Seen(f"report {file.relative_to(folder)}", file.read_text("utf-8"), kind)


# What of it tells of the four.


def names_in(seen: Seen) -> set[str]:
    """Find names and addresses of the four."""
    text = unescape(seen.text)
    return {
        said for name in FOUR.values()
        for said in (*name.split(), _address(name)) if re.search(rf"\b{said}\b", text, re.I)
    }  # fmt: skip


def apart_in(seen: Seen) -> set[str]:
    """Find where the four stand for themselves: a cell, a line, an answer, or a link to it."""
    if seen.kind == "text/csv":
        cells = {cell for row in csv.reader(StringIO(seen.text)) for cell in row}
        return {cell for cell in cells if cell.strip().lower() == SMALL}
    if seen.kind == "application/json":
        return set(_values(json.loads(seen.text), ""))
    is_report = seen.place in {f"report {name}" for name in languages.list_files()}
    if seen.place.partition(": ")[2].startswith("/report") or is_report:
        return set()  # its figures are those of the readings beside it, which are looked at whole
    text = re.sub(r"<(script|style|template)\b.*?</\1>", "", seen.text, flags=re.S)
    lone = re.findall(rf"(?:^|>)[\s·,:(]*({SMALL})[\s·,:).]*(?:\d[^<]*)?(?:<|$)", text, re.I)
    linked = re.findall(rf"team={SMALL}\b|\bteam {SMALL}\b", text)
    return {*lone, *linked}


def _values(node: object, at: str) -> Iterator[str]:
    if isinstance(node, dict) and node.get("measure") in SIDES:
        return
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _values(value, f"{at}.{key}")
    elif isinstance(node, list):
        for one in node:
            yield from _values(one, at)
    elif isinstance(node, str) and node.lower() == SMALL:
        yield at


def too_few_in(seen: Seen) -> set[str]:
    """Find figures that were told of fewer than five of a part."""
    if "/parts" not in seen.place:
        return set()
    return {
        f"{one['figure']} {one['part']}" for one in json.loads(seen.text)["items"]
        if one["part"] and one["is_told"] and one["unit"] != "count"
        and one["count"] < FEWEST_TOGETHER
    }  # fmt: skip


def test_the_four_are_nowhere_apart_and_nowhere_named(room: Path) -> None:
    everybody = readers()
    given = [
        Seen(f"{who}: {seen.place}", seen.text, seen.kind)
        for who, user in everybody.items()
        for way in (walk, ask, told)
        for seen in way(user)
    ]
    admin = a_person("Ruth", team="management", role=Role.LEAD, is_admin=True)
    given += [*hooked(admin), *written(Path(room / "report"))]
    places = {seen.place for seen in given}
    assert len(places) > 300, "the walk came to a stand"
    found: dict[str, set[str]] = {}
    for seen in given:
        place = seen.place.partition(": ")[2] or seen.place
        if place.partition("?")[0].startswith(DIRECTORY):
            continue
        told_of = names_in(seen)
        if "/search?q=" in place:  # the page repeats what was asked
            told_of -= {word for word in told_of if f"q={word}" in place}
        if not place.startswith(WRITTEN + tuple(f"/readings/{one}" for one in SIDES)):
            told_of |= apart_in(seen) | too_few_in(seen)
        if told_of:
            found[seen.place] = told_of
    assert found == {}
    _nobody_gets_their_leads_apart(everybody["all, other team"])
    _no_small_campaign_is_offered(everybody["all, other team"])


def _nobody_gets_their_leads_apart(user: User) -> None:
    """Hold that asking for the leads of the four gives none."""
    client = Client()
    client.force_login(user)
    for of in ("late", "clocked", "rejected", "undecided"):
        assert len(client.get(f"/leads/readings/{of}.csv").content.splitlines()) > 1
        own = client.get(f"/leads/readings/{of}.csv?team={SMALL}").content
        assert len(own.splitlines()) == 1, f"{of} lists the leads of the four"
        page = client.get(f"/leads/readings/{of}?team={SMALL}").content.decode()
        assert "<td" not in page.partition("<main")[2].partition("</main>")[0]


def _no_small_campaign_is_offered(user: User) -> None:
    """Hold that a campaign of four leads is no part that one can choose."""
    assert CountedLead.objects.filter(campaign=RARE).count() == FEWEST_TOGETHER - 1
    client = Client()
    client.force_login(user)
    for place in ("/leads/readings", "/promises"):
        page = client.get(place).content.decode()
        assert f'value="{RARE}"' not in page
        assert client.get(f"{place}?campaign={RARE}").status_code == 200
