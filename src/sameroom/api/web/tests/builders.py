"""Tokens, programs that have one, and something of every noun that they are told of."""

import json
from datetime import timedelta
from functools import cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.test import Client

from sameroom import clock
from sameroom.agreement.web.operations import begin_draft
from sameroom.api.web.interface import interface
from sameroom.handoff.moves import State
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.notices import HANDED_OVER
from sameroom.handoff.web.tests.builders import a_case
from sameroom.importing.found import Found, to_text
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.models import State as Planned
from sameroom.notice.web import operations as notice
from sameroom.people.web import keys
from sameroom.people.web.models import User
from sameroom.record.web.tests.pairs import a_pair, write
from sameroom.room.web.tests.builders import NOW, People
from sameroom.webkit.rest.scopes import scopes


@cache
def described() -> Any:  # Any: what JSON holds
    """Give the description of the interface as programs read it; nobody is to change it."""
    return json.loads(json.dumps(interface().get_openapi_schema(path_prefix="")))


def a_token(user: User, *wanted: str) -> str:
    """Make a token of somebody; for everything, unless something is wanted."""
    now = clock.now()
    names = wanted or tuple(scope.name for scope in scopes())
    return keys.make(
        user=user, name="A script", wanted=names, expires_at=now + timedelta(days=30), now=now
    )


def a_program(token: str = "") -> Client:
    """Make a program with a token, or without one."""
    return Client(headers={"Authorization": f"Bearer {token}"} if token else {})


def lay_out_leads() -> None:
    """Make cases 17 and 19, which wait, and 18, which is contested; the next has a later number."""
    for number, state in ((17, State.WAITING), (18, State.CONTESTED), (19, State.WAITING)):
        a_case(number, pk=number, state=state)
    with connection.cursor() as cursor:  # a server does not count what was made with its number
        for statement in connection.ops.sequence_reset_sql(no_style(), [Case]):
            cursor.execute(statement)


def lay_out_nouns(room: People) -> str:
    """Make something of every noun but a lead; gives the key of a pair.

    Import 7, whose plan waits; a draft of the agreement; something that Sol is told.
    """
    Bringing.objects.create(
        pk=7, title="leads.csv", folder="/nowhere", file_count=1, byte_count=9, brought_at=NOW,
        state=Planned.PLANNED, found=to_text(Found((), (), (), (), "", "", (), (), {})),
    )  # fmt: skip
    notice.tell(
        to=[room.sol.pk], kind=HANDED_OVER, words="Buyer 17 waits for your decision.", why="",
        href="/leads/17", key="handoff:17:1:hand over", now=NOW,
    )  # fmt: skip
    begin_draft(text="", by=room.admin, now=NOW)
    return write(a_pair())[0].key
