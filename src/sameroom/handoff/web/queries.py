"""What the pages of the hand-over show, cut down to what their reader may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Q, QuerySet, Value

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import clock_rows, settling, wording
from sameroom.handoff.web.lining_up import LONG_AGO, count_lines, list_lines
from sameroom.handoff.web.lining_up import SHOWS as SHOWS
from sameroom.handoff.web.models import Act, Case, Dispute
from sameroom.handoff.web.packet import Packet, lay_out_packet
from sameroom.handoff.web.seeing import find_case as find_case
from sameroom.handoff.web.seeing import ids_of, kind_of, with_ids
from sameroom.handoff.web.seeing import visible as visible
from sameroom.handoff.web.ways import Way, get_way
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader, Role, Sees, Words, called
from sameroom.webkit.words import instead_of_names

FAR = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue."""

    case_id: int
    who: str
    company: str
    campaign: str
    due_at: datetime | None
    urgency: str
    again: int
    holder: str
    owner: str
    back_on: date | None = None  # the day on which it was to be looked at again
    is_far: bool = False  # so far ahead that a weekday alone would mislead
    is_on: bool = False  # its packet lies on top


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue, and the packet that lies on top.

    Args:
        show: "mine", "team", "all", "taken" or "lying".
        counts: how many wait, by what may be shown; "taken" are those accepted, "lying" those left
            for so long that nobody waits for an answer any more, of both of which no more than a
            thousand are counted.
        is_read: whether anything was ever read, where nothing lies here.
        merged: number and name of the lead into which the one on top was merged.
    """

    show: str
    counts: tuple[tuple[str, int], ...]
    lines: tuple[Waiting, ...]
    late: int
    back: int
    total: int
    packet: Packet | None
    next_id: int | None
    previous_id: int | None
    may_decide: bool
    undo_id: int | None
    undo_words: str
    way: Way | None = None
    merged: tuple[int, str] | None = None
    is_read: bool = True

    @property
    def listed(self) -> int:
        """Count the lines of those that are counted in all; what is back is counted apart."""
        return len(self.lines) - self.back


def today_of(now: datetime) -> datetime:
    """Tell what time it is in the room: an invented company's clock stands at its end."""
    return room.get_present() or now


def day_of(now: datetime) -> date:
    """Tell which day it is in the room, where the company is: in UTC it may be tomorrow there."""
    return at_home(today_of(now)).date()


def at_home(moment: datetime) -> datetime:
    """Tell an instant by the clock of the company."""
    return moment.astimezone(ZoneInfo(room.get_agreed().clauses.company.time_zone))


def get_queue_page(*, reader: Reader, show: str, case_id: int | None, now: datetime) -> QueuePage:
    """Get the queue, by promise: what is due first comes first, what has no time comes last."""
    setting = room.get_setting(now=now)
    present, sizes = setting.now, setting.team_sizes
    since = present - moves.LYING_AFTER  # twin of `moves.is_lying`
    counted = count_lines(reader=reader, since=since)
    shown = _chosen(show, counted)
    got = list_lines(reader=reader, show=shown, since=since)
    at = next((place for place, row in enumerate(got) if row.pk == case_id), None)
    chosen = case_id if case_id is not None else (got[0].pk if got else None)
    case = _find_with_people(reader, chosen) if chosen else None
    place = at if at is not None else (0 if case_id is None else -1)
    undo = to_undo(reader, now)
    words = cache(instead_of_names)  # in this reader's language, for this page only
    return QueuePage(
        show=shown,
        counts=tuple(counted.items()),
        lines=tuple(
            replace(line, is_on=True) if case and line.case_id == case.pk else line
            for line in (_line(row, reader, sizes, present, words) for row in got)
        ),
        late=sum(_urgency(row, present) == "late" for row in got),
        back=sum(row.state == State.RETURNED for row in got),
        total=counted[shown],
        packet=lay_out_packet(case=case, reader=reader, sizes=sizes, now=present) if case else None,
        next_id=got[place + 1].pk if place + 1 < len(got) else None,
        previous_id=got[place - 1].pk if place > 0 else None,
        may_decide=moves.may_do(reader=reader, move=Move.ACCEPT),
        undo_id=undo.case_id if undo else None,
        undo_words=undo_words_of(undo),
        way=get_way(case=case, reader=reader, sizes=sizes) if case else None,
        merged=_merged(case, reader) if case and case.merged_into else None,
        is_read=bool(got) or room.is_read(),
    )


def _merged(case: Case, reader: Reader) -> tuple[int, str] | None:
    rows = visible(reader=reader).filter(key=case.merged_into).exclude(pk=case.pk)
    return rows.values_list("pk", "person_name").first()


def _with_people(kind: Reader, *, user_id: int, member_id: str, case_id: int) -> QuerySet[Case]:
    rows = visible(reader=with_ids(kind=kind, user_id=user_id, member_id=member_id))
    return rows.select_related("decided_by", "opened_by", "sent_by").filter(pk=case_id)


_WITH_PEOPLE = Prepared(_with_people)


def _find_with_people(reader: Reader, case_id: int) -> Case | None:
    found = _WITH_PEOPLE(kind_of(reader), case_id=case_id, **ids_of(reader))
    return found[0] if found else None


def _chosen(show: str, counted: Mapping[str, int]) -> str:
    """Show what was asked for; else what is one's own, unless there is none of it."""
    if show in counted:
        return show
    return next((one for one in counted if counted[one]), next(iter(counted)))


def _line(
    row: Any,  # Any: its columns `lining_up.LINE`
    reader: Reader,
    sizes: Mapping[str, int],
    now: datetime,
    words: Callable[[str], Words],
) -> Waiting:
    return Waiting(
        case_id=row.pk,
        who=row.person_name,
        company=row.account_name,
        campaign=row.campaign or row.channel,
        due_at=row.due_at,
        urgency=_urgency(row, now),
        again=row.turn,
        holder=row.holder,
        owner=called(reader=reader, member_id=row.owner_id, name=row.owner_name,
                     team=row.team or moves.SALES, size=sizes.get(row.team or moves.SALES, 0),
                     words=words(row.team or moves.SALES))
        if row.owner_id else "",
        back_on=row.return_on if row.state == State.RETURNED else None,
        is_far=row.due_at is not None and row.due_at > now + FAR,
    )  # fmt: skip


def _urgency(row: Any, now: datetime) -> str:  # Any: its columns `lining_up.LINE`
    """Say how a lead stands: by its promise, "back" on its day, or "made" for a contact made."""
    if row.state == State.RETURNED:
        return "back"
    if row.state == State.ACCEPTED and row.is_touched:
        return "made"
    return moves.urgency(due_at=row.due_at, now=now)


def _undoable(*, user_id: int, after: datetime, until: datetime) -> QuerySet[Act]:
    acts = Act.objects.filter(by_id=user_id, is_undone=False, appended_at=None)
    acts = acts.filter(at__gt=after, at__lte=until).exclude(from_state="")
    return acts.select_related("case").order_by("-pk")[:1]


_UNDOABLE = Prepared(_undoable)


def to_undo(reader: Reader, now: datetime) -> Act | None:
    """Find what somebody did last, as long as they may still take it back."""
    found = _UNDOABLE(user_id=reader.user_id or 0, after=now - moves.UNDO_FOR, until=now)
    return found[0] if found else None


def undo_words_of(act: Act | None) -> str:
    """Say what is taken back, by whom it was about; "" for nothing."""
    return f"{act.case.person_name}: {wording.state(act.to_state)}" if act else ""


def list_cases(*, reader: Reader, ids: list[int]) -> list[Case]:
    """List those of some waiting leads that a reader sees, for the preview of a bulk act."""
    rows = visible(reader=reader).filter(pk__in=ids, state=State.WAITING, is_gone=False)
    return list(rows.order_by("due_at", "pk").defer("packet"))


def has_acts_to_append(*, now: datetime) -> bool:
    """Tell whether there is something to append: acts whose minute has passed, pauses, excuses."""
    acts = Act.objects.filter(appended_at=None, is_undone=False, at__lte=now - moves.UNDO_FOR)
    return acts.exists() or clock_rows.is_anything_to_tell()


@dataclass(frozen=True, slots=True)
class ToDo:
    """How much waits for a reader."""

    late: int
    contested: int
    rejected: int
    due: int  # falls due within a day, of leads that wait
    owed: int  # first contacts that do or are late, with leads that were accepted
    disputed: int
    nobody: int
    back: int  # their day has come, and nobody has looked whether it has changed


def count_to_do(*, reader: Reader, now: datetime) -> ToDo:
    """Count what waits for a reader, in two queries; what was left lying is not pressed for."""
    present = today_of(now)
    ends = {"since": present - moves.LYING_AFTER, "end": present + timedelta(days=1)}
    told = _TO_DO(kind_of(reader), present=present, **ends, **ids_of(reader))
    return ToDo(*(told[0] if told else [0] * len(fields(ToDo))))


def _to_do(
    kind: Reader, *, present: datetime, since: datetime, end: datetime, user_id: int, member_id: str
) -> "QuerySet[Case, tuple[int, ...]]":
    """Count it in one row, whose columns are those of `ToDo`."""
    reader = with_ids(kind=kind, user_id=user_id, member_id=member_id)
    waits = Q(state=State.WAITING, due_at__lt=present)
    late = waits & (Q(handed_over_at=None) | Q(handed_over_at__gte=since))
    if reader.sees is not Sees.OWN and kind.member_id:
        late &= Q(owner_id=reader.member_id) | Q(owner_id="")
    rejected = _to_answer(reader)
    contested, disputed = _to_settle(reader)
    unowned = Q(nobody_since__gt=LONG_AGO)  # not null, said so that SQLite finds its index for it
    nobody = Q(state=State.WAITING) & unowned
    back = Q(state=State.RETURNED)
    if kind.member_id:
        back &= Q(owner_id=reader.member_id) | Q(owner_id="")
    # Nothing falls due before it is handed over: the index on states and promises finds these.
    pressing = waits & Q(due_at__gte=since)
    touch, decide, owed = _falls_due(reader, since, present, end)
    asked = pressing | contested | rejected | touch | decide | owed | disputed | unowned | back
    rows = visible(reader=reader).filter(asked, is_gone=False).order_by()
    counted = {
        "late": late, "contested": contested, "rejected": rejected,
        "due": (touch | decide) & ~waits, "owed": owed, "disputed": disputed, "nobody": nobody,
        "back": back,
    }  # fmt: skip
    whole = rows.annotate(whole=Value(1)).values("whole")
    by_name = {f"n_{name}": Count("pk", filter=part) for name, part in counted.items()}
    return whole.annotate(**by_name).values_list(*by_name)


_TO_DO: Prepared[tuple[int, ...]] = Prepared(_to_do)


def _to_answer(reader: Reader) -> Q:
    """Find the rejections that are with a reader: of what they sent; with marketing's lead, of what
    nobody did who is here. Where marketing has no lead, these are with everybody of marketing.
    """
    of_nobody = Q(sent_by=None) | Q(sent_by__in=User.objects.filter(is_active=False))
    if not (reader.team == moves.MARKETING and reader.role is Role.LEAD):
        heads = User.objects.filter(is_active=True, role=Role.LEAD, team=moves.MARKETING)
        of_nobody &= ~Q(Exists(heads))
    return Q(state=State.REJECTED, is_ours=True) & (Q(sent_by_id=reader.user_id) | of_nobody)


def _falls_due(reader: Reader, since: datetime, present: datetime, end: datetime) -> tuple[Q, Q, Q]:
    """Find what a reader promised by the same hour tomorrow: first contacts and decisions of leads
    that wait, and first contacts of those they took, what is late already among these.
    """
    mine = Q(owner_id=reader.member_id) & ~Q(owner_id="")
    return (
        mine & Q(state=State.WAITING, is_touched=False, due_at__range=(present, end)),
        mine & Q(state=State.WAITING, decide_by__range=(present, end)),
        mine & Q(state=State.ACCEPTED, is_touched=False, due_at__range=(since, end)),
    )


def _to_settle(reader: Reader) -> tuple[Q, Q]:
    """Find what waits for this reader's word: contested rejections, and disputed promises."""
    contested = disputed = Q(pk__in=[])
    for team, has_word in settling.words_in_query(reader=reader):
        unsaid = {f"verdict_{team}": ""}
        open_ones = Dispute.objects.filter(ended_as="", **unsaid)
        contested |= has_word & Q(state=State.CONTESTED, **unsaid)
        disputed |= has_word & Q(pk__in=open_ones.values("case"))
    return contested, disputed
