"""Furnishes a room over a record that `bench/room.py` names, and says what there is to open.

It runs in a process of its own, since an application is set up once a process. What it writes: the
sessions of people who have signed in, and for each kind of page some addresses and how many
queries one opening takes.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

PEOPLE = 100
SAMPLE = 200
TO_DECIDE = 20_000
WEIGHTS = {"first page": 3, "reading": 3, "rows": 2, "timeline": 3, "search": 1}
SEATS = (  # one after the other: sales at every second, as `deciding.py` takes them
    ("sales", "all"),
    ("marketing", "team"),
    ("sales", "team"),
    ("marketing", "all"),
    ("sales", "own"),
    ("marketing", "team"),
)
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def main(store: Path, out: Path) -> None:
    """Furnish, unless it was done before, and write the plan."""
    from sameroom.site import home, running

    os.environ[home.REPORT] = str(store.parent / "report")
    running.prepare(store=store)
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    from sameroom.room.web.models import Refresh

    if not Refresh.objects.exists():
        _furnish(store)
    users = _people()
    told = {
        "sessions": [_seat(user) for user in users],
        "pages": _pages(users[0]),
        "leads": _leads(users[0]),
    }
    out.write_text(json.dumps(told), encoding="utf-8")


def _furnish(store: Path) -> None:
    from sameroom import clock, workbench
    from sameroom.room.web import demo

    workbench.audit_record(
        store=store, out=store.parent / "report", now=NOW,
        agreed=workbench.read_agreement(file=None, folder=store.parent),
        progress=lambda said: print(f"  {said}", file=sys.stderr, flush=True),
        also=lambda engine, audit: demo.furnish(engine=engine, audit=audit, now=clock.now()),
    )  # fmt: skip


def _people() -> list[Any]:  # Any: the application's users, once it is set up
    from sameroom import clock
    from sameroom.people.web.models import User
    from sameroom.people.web.operations import Newcomer, Place, add_person
    from sameroom.webkit.rights import Role, Sees

    members = _sellers()
    for number in range(PEOPLE):
        address = f"bench{number}@tessaro.example"
        if not User.objects.filter(email=address).exists():
            team, sees = SEATS[number % len(SEATS)]
            place = Place(team, Role.MEMBER, Sees(sees))
            who = Newcomer(address, f"Bench {number}")
            member = members[number] if team == "sales" and number < len(members) else ""
            add_person(who=who, place=place, member_id=member, now=clock.now())
    return list(User.objects.filter(email__startswith="bench").order_by("pk"))


def _sellers() -> list[str]:
    """List who owns leads that wait, those with the most first."""
    from django.db.models import Count

    from sameroom.handoff.web.models import Case

    owned = Case.objects.filter(state="waiting", is_gone=False).exclude(owner_id="")
    return [
        row["owner_id"]
        for row in owned.values("owner_id").annotate(n=Count("pk")).order_by("-n", "owner_id")
    ]


def _seat(user: Any) -> dict[str, Any]:  # Any: a user, and what JSON holds
    """Tell what somebody has: a session, what they see, and timelines that are open to them."""
    from django.urls import reverse

    from sameroom.record.web.queries import find_shown, visible

    shown = find_shown()
    subjects = visible(reader=user.as_reader(), generation=shown.generation if shown else 0)
    keys = list(subjects.filter(noun="person").order_by("key").values_list("key", flat=True))
    drawn = Random(user.pk).sample(keys, min(SAMPLE, len(keys)))
    return {
        "cookies": _session(user),
        "sees": user.sees,
        "timelines": [reverse("subject", args=["persons", key]) for key in drawn],
    }


def _session(user: Any) -> dict[str, str]:  # Any: a user
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _pages(user: Any) -> dict[str, dict[str, Any]]:  # Any: a user, and what JSON holds
    found = {kind: addresses for kind, addresses in _addresses().items() if addresses}
    return {
        kind: {
            "weight": WEIGHTS[kind],
            "addresses": addresses,
            "queries": _queries(user, addresses),
        }
        for kind, addresses in found.items()
    }


def _addresses() -> dict[str, list[str]]:
    from django.urls import NoReverseMatch, reverse

    from sameroom.record.web.models import Subject
    from sameroom.room.web.models import EvidenceTable, ReadingPage

    chance = Random(1)
    people = Subject.objects.filter(noun="person")
    names = list(people.values_list("name", flat=True)[:20_000])
    shown = [one for one in chance.sample(names, min(SAMPLE, len(names))) if one]
    keys = list(people.values_list("key", flat=True)[:20_000])
    readings = set(ReadingPage.objects.values_list("measure", flat=True))
    tables = EvidenceTable.objects.values_list("measure", "place")
    try:
        search = [f"{reverse('search')}?q={name.split()[-1]}" for name in shown]
    except NoReverseMatch:
        search = []
    return {
        "first page": ["/"],
        "reading": [reverse("reading", args=[one]) for one in sorted(readings)],
        "rows": [reverse("rows", args=[one, place]) for one, place in tables],
        "timeline": [
            reverse("subject", args=["persons", key])
            for key in chance.sample(keys, min(SAMPLE, len(keys)))
        ],
        "search": search,
    }


def _leads(user: Any) -> dict[str, Any]:  # Any: a user, and what JSON holds
    """List the leads that wait for a decision, and count the queries that queue and packet take."""
    from django.urls import reverse

    from sameroom.handoff.web.models import Case

    waiting = Case.objects.filter(state="waiting", is_gone=False)
    ids = list(waiting.order_by("-handed_over_at", "pk").values_list("pk", flat=True)[:TO_DECIDE])
    Random(2).shuffle(ids)
    packets = [reverse("lead", args=[one]) for one in ids[:10]]
    return {
        "queue": reverse("queue"),
        "cases": [[one, reverse("lead", args=[one]), reverse("move_lead", args=[one])]
                  for one in ids],
        "queries": {
            "queue": _queries(user, [reverse("queue"), f"{reverse('queue')}?show=all"]),
            "packet": _queries(user, packets),
        },
    }  # fmt: skip


def _queries(user: Any, addresses: list[str]) -> int:  # Any: a user
    """Count the most queries that any of some openings took."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, most = Client(), 0
    client.force_login(user)
    client.get(addresses[0])  # what is found once a process is found
    for address in addresses[:10]:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            answer = client.get(address)
        if answer.status_code != 200:
            sys.exit(f"{address} answers {answer.status_code}")
        most = max(most, len(caught))
    return most


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
