"""Brings the leads of a refresh into the room; what was decided here is never overwritten."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from sameroom.handoff import packets
from sameroom.handoff.members import list_members
from sameroom.handoff.moves import State
from sameroom.handoff.packets import Asking, Read, Row
from sameroom.handoff.web import following, lead_owning, parting, promising, tallying, telling
from sameroom.handoff.web.models import Case
from sameroom.record.web import api as record
from sameroom.record.web.api import key_of
from sameroom.room.web import api as room
from sameroom.room.web.api import Clauses
from sameroom.webkit import bulk

PROJECTED = (
    "lead_id", "turn", "generation", "person_ref", "person_key", "account_key", "person_name",
    "account_name", "campaign_id", "campaign", "channel", "owner_id", "owner_name", "team",
    "holder", "handed_over_at", "oddity", "due_at", "touch_by",
    "touched_at", "is_touched", "decide_by", "packet", "read_state", "read_decided_at",
    "read_reason", "is_gone", "merged_into", "read_owner_id", "is_owned_here",
)  # fmt: skip

PERSON = ("person_ref", "person_key", "person_name", "account_key", "account_name")


def project(
    *,
    engine: Asking,
    generation: int,
    now: datetime,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Write what the record says of each lead, by its key; what was decided here stands.

    Args:
        engine: the record.
        generation: the number of the refresh.
        now: the end of what the record tells.
        tell: is told what is being done, often.
    """
    clauses = room.get_agreed().clauses
    gone = record.list_erased()
    read = packets.list_read(engine=engine, now=now, currency=clauses.company.currency)
    for chunk in bulk.in_turns(_row(one, generation, gone) for one in read):
        _write(chunk)
        tell("Bringing the leads")
    Case.objects.filter(is_ours=False, generation=generation).exclude(state=F("read_state")).update(
        state=F("read_state"), reason=F("read_reason"), decided_at=F("read_decided_at")
    )
    _mark_gone(engine, generation)
    lead_owning.write_sellers(members=list_members(engine=engine), generation=generation)
    lead_owning.forget_nobody(present=now, now=now)
    _keep_pauses(clauses)
    promising.lay_out_all(clauses=clauses, now=now, tell=lambda: tell("Laying out the promises"))
    telling.follow_promises(now=now)
    parting.write_parts(
        engine=engine, generation=generation, tell=lambda: tell("Reading every part of the leads")
    )
    tallying.tally(engine=engine, generation=generation, clauses=clauses, now=now)


def _keep_pauses(clauses: Clauses) -> None:
    """Leave the pauses out that the room holds, whether or not the record has them already."""
    waiting = Q(state__in=promising.UNTOUCHED, is_gone=False)
    for case in Case.objects.filter(waiting, pauses__isnull=False).distinct().defer("packet"):
        promising.promise_anew(case=case, clauses=clauses)
        case.save(update_fields=["touch_by", "due_at", "decide_by"])


def _write(rows: Sequence[Case]) -> None:
    with transaction.atomic():
        following.follow_turns(rows=rows)
        lead_owning.keep_owners(rows=rows)
        _keep_people(rows)
        _keep_promises(rows)
        for has_packet in (True, False):  # what was laid out for a decision stays readable after it
            fields = [one for one in PROJECTED if has_packet or one != "packet"]
            Case.objects.bulk_create(
                [row for row in rows if bool(row.packet) is has_packet], update_conflicts=True,
                unique_fields=["key"], update_fields=fields, batch_size=100,
            )  # fmt: skip


def _keep_people(rows: Sequence[Case]) -> None:
    """Leave those that were handed over here who they are, where the record names nobody.

    Whoever does not wait now may come back to waiting by the record's word, while somebody of the
    same person waits: both wait then, and no hand-over is in their way.
    """
    here = Case.objects.filter(key__in=[row.key for row in rows], is_from_here=True)
    here.exclude(state=State.WAITING, is_gone=False).update(handed_key="")
    nameless = {row.key: row for row in rows if not row.person_key}
    if not nameless:
        return
    for case in here.filter(key__in=nameless).only("key", *PERSON):
        for field in PERSON:
            setattr(nameless[case.key], field, getattr(case, field))


def _keep_promises(rows: Sequence[Case]) -> None:
    """Leave those that were handed over here what marketing says it promised them."""
    here = Case.objects.filter(key__in=[row.key for row in rows if row.packet], is_from_here=True)
    told = {case.key: case.packet.get("promise", "") for case in here.only("key", "packet")}
    for row in rows:
        if told.get(row.key):
            row.packet["promise"] = told[row.key]


def _row(one: Read, generation: int, gone: frozenset[str]) -> Case:
    row = one.row
    owner = "" if one.holder in {"queue", "nobody"} else row["owner_id"] or ""
    return Case(
        key=one.case_id,
        lead_id=row["lead_id"],
        turn=row["turn"],
        generation=generation,
        person_ref=row["person_id"] or "",
        person_key=(key := key_of(noun="person", subject_id=row["person_id"])),
        account_key=key_of(noun="account", subject_id=row["account_id"]),
        person_name=(_named(row, key, gone) or row["lead_id"])[:200],
        account_name=(row["account_name"] or "")[:200],
        campaign_id=row["campaign_id"] or "",
        campaign=(row["campaign"] or "")[:200],
        channel=(row["channel"] or "")[:100],
        owner_id=owner,
        owner_name=(row["owner"] or "")[:200],
        team=row["team"] or "",
        holder=one.holder,
        handed_over_at=row["handed_over_at"],
        oddity=one.oddity,
        due_at=None if row["is_touched"] else row["due_at"],
        touch_by=row["due_at"],
        touched_at=row["first_touch_at"],
        decide_by=row["decide_by"],
        is_touched=bool(row["is_touched"]),
        packet=one.packet,
        read_state=one.state,
        state=one.state,
        read_reason=(row["reason"] or "")[:300],
        reason=(row["reason"] or "")[:300],
        family=row["reason_family"] or "",
        decided_at=row["decided_at"],
        read_decided_at=row["decided_at"],
    )


def _named(row: Row, key: str, gone: frozenset[str]) -> str:
    return record.name_of(key=key, name=row["person_name"] or row["email"] or "", gone=gone)


def _mark_gone(engine: Asking, generation: int) -> None:
    """Mark what the record no longer has; say into which lead a lead was merged, if it was."""
    gone = list(
        Case.objects.filter(generation__lt=generation, is_gone=False)
        .exclude(key__startswith="sameroom:").order_by("pk")
    )  # fmt: skip
    if not gone:
        return
    refs = ", ".join("'" + one.person_ref.replace("'", "''") + "'" for one in gone)
    moved = {
        row["ref"]: row["person_id"]
        for row in engine.ask(
            f"select ref, person_id from person_entity where ref in ({refs})"
        ).to_pylist()
    }
    for one in gone:
        now_is = moved.get(one.person_ref, "")
        into = (
            Case.objects.filter(person_ref=now_is, generation=generation)
            .order_by("-turn", "key").values_list("key", flat=True).first()
        )  # fmt: skip
        Case.objects.filter(pk=one.pk).update(is_gone=True, merged_into=into or "")
        if into and one.is_ours and one.state == State.WAITING:  # handed over again from here
            Case.objects.filter(key=into, sent_note="").update(
                sent_by=one.sent_by_id, sent_note=one.sent_note
            )
