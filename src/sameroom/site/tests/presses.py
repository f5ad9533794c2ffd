"""What each button says when it is pressed a second time, or after a colleague pressed it.

`PRESSES` are those after which something is so: whoever comes second is shown the page as it is
now, with a sentence of what is so and who did it. `AGAIN` are those whose second press is the same
act once more, each with the reason why that is right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any  # Any: numbers and users

from allauth.usersessions.models import UserSession

from sameroom import clock
from sameroom.agreement.web.operations import propose
from sameroom.agreement.web.talking import discuss, settle
from sameroom.caretaking.web.models import Erasing
from sameroom.caretaking.web.models import State as Step
from sameroom.caretaking.web.tests.addresses import examples as of_caretaking
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations as handoff
from sameroom.handoff.web.models import Case
from sameroom.importing.web.mappings import get_mappings_page
from sameroom.importing.web.models import Bringing, Remembered
from sameroom.importing.web.models import State as Brought
from sameroom.notice.web.models import Channel, Outgoing, Way
from sameroom.notice.web.models import State as Sent
from sameroom.people.web.models import ApiToken, Invitation
from sameroom.people.web.operations import Newcomer, Place, invite
from sameroom.record.web import matching
from sameroom.record.web.match_queries import find_pair
from sameroom.record.web.models import Word
from sameroom.room.web.tests.builders import NOW
from sameroom.webhooks.web import operations as webhooks

Named = dict[str, Any]  # Any: numbers and users
ADMINS, RUNNERS, SELLERS = ("ruth", "ida"), ("noor", "ruth"), ("tom", "uwe")


def nothing(named: Named) -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Press:
    """A button, who presses it first and who second, and what the second is told.

    Args:
        place: where it is sent; `{words}` are filled by what was prepared.
        told: in the page that the second sees.
        sends: what goes with it.
        prepare: what must be there before, or be done already.
    """

    place: str
    by: tuple[str, str]
    told: str
    sends: Mapping[str, Any] = field(default_factory=dict)  # Any: text, or a list of it
    prepare: Callable[[Named], None] = nothing


def _proposed(named: Named) -> None:
    propose(number=named["draft"], by=named["users"]["ruth"], now=NOW)


def _talked(named: Named) -> None:
    named["talk"] = discuss(number=named["draft"], clause="promises", body="Why?",
                            by=named["users"]["ada"], now=NOW)  # fmt: skip


def _settled(named: Named) -> None:
    _talked(named)
    settle(discussion_id=named["talk"], by=named["users"]["sol"], now=NOW)


def _accepted(named: Named) -> None:
    handoff.move(case_id=named["case"], move=Move.ACCEPT, read_as=State.WAITING, told=Told(),
                 by=named["users"]["tom"], now=clock.now())  # fmt: skip


def _chat(named: Named) -> None:
    told = {"name": "Chat", "service": "slack", "sealed": "x", "made_at": NOW}
    named["chat"] = Channel.objects.create(user=named["users"]["sol"], **told).pk
    named["team_chat"] = Channel.objects.create(team="sales", **told).pk


def _no_chat(named: Named) -> None:
    _chat(named)
    Channel.objects.update(removed_at=NOW)


def _session(named: Named) -> None:
    named["session"] = UserSession.objects.create(
        user=named["users"]["sol"], ip="192.0.2.1", user_agent="A browser", session_key="x"
    ).pk


def _token(named: Named) -> None:
    named["token"] = ApiToken.objects.create(
        user=named["users"]["sol"], name="x", token_hash="x", made_at=NOW, expires_at=NOW
    ).pk


def _sent(named: Named) -> None:
    named["message"] = Outgoing.objects.create(
        key="x", way=Way.MAIL, user=named["users"]["sol"], made_at=NOW, state=Sent.SENT
    ).pk


def _invited(named: Named) -> None:
    invite(who=Newcomer("new@a.example", "New"), place=Place("sales"),
           by=named["users"]["ruth"], now=clock.now())  # fmt: skip
    named["invitation"] = Invitation.objects.latest("pk").pk


def _came_in(named: Named) -> None:
    _invited(named)
    Invitation.objects.update(used_at=NOW)


def _said(named: Named) -> None:
    pair = find_pair(key=named["pair"])
    assert pair is not None
    named["word"] = matching.say(pair=pair, word=Word.SAME, by=named["users"]["ruth"], now=NOW)


def _looked_up(named: Named) -> None:
    named |= of_caretaking(NOW)


def _failed(named: Named) -> None:
    _looked_up(named)
    Erasing.objects.update(state=Step.FAILED)


def _planned(named: Named) -> None:
    named["version"] = Bringing.objects.get(pk=named["planned"]).version


def _imported(named: Named) -> None:
    Bringing.objects.filter(pk=named["planned"]).update(state=Brought.DONE, run_id="x")


def _remembered(named: Named) -> None:
    rule = '[[file]]\npath = "leads.csv"\nfills = ["lead"]\n[file.columns]\nNo = "ignore"\n'
    kept = Remembered.objects.create(shape="s", rule=rule, said_at=NOW)
    (named["seen"],) = [one.mark for one in get_mappings_page().mappings]
    named["remembered"] = kept.pk


def _no_hook(named: Named) -> None:
    webhooks.remove(hook_id=named["hook"], by=named["users"]["ruth"], now=NOW)


def _waiting(named: Named) -> None:
    Case.objects.filter(pk=named["case"]).update(owner_id="crm:8", owner_name="Tom")


GONE = "This webhook is taken away already. Ruth did that on"
PRESSES = {
    "agreement_propose": Press(
        "/agreement/{draft}/propose", ("ada", "sol"), "It is proposed already. Ada did that on"
    ),
    "agreement_take_back": Press(
        "/agreement/{draft}/take-back", ("ada", "sol"),
        "It is a draft again already. Ada did that on", prepare=_proposed,
    ),
    "agreement_sign": Press(
        "/agreement/{draft}/sign", ("ada", "bea"), "It is signed already. Ada did that on",
        prepare=_proposed,
    ),
    "agreement_settle": Press(
        "/agreement/discussions/{talk}/settle", ("ada", "sol"),
        "It is settled already. Ada did that on", prepare=_talked,
    ),
    "agreement_reopen": Press(
        "/agreement/discussions/{talk}/reopen", ("ada", "sol"),
        "It is open again already. Ada did that on", prepare=_settled,
    ),
    "back_again": Press(
        "/leads/away/{absence}/back", SELLERS, "That is taken back already. Tom did that on"
    ),
    "undo_lead": Press(
        "/leads/{case}/undo", ("tom", "tom"), "That is undone already. You did that on",
        prepare=_accepted,
    ),
    "resume_lead": Press(
        "/leads/{paused}/resume", SELLERS, "The clocks of this lead run already. Tom did that on"
    ),
    "several": Press(
        "/leads/several", SELLERS, "Nothing is ticked that still waits",
        sends={"act": "duplicate", "cases": ["{case}"], "sure": "1"},
    ),
    "give_leads": Press(
        "/leads/give", SELLERS, "Uwe has it already. Tom did that on",
        sends={"cases": ["{case}"], "was_{case}": "crm:8", "to": "crm:9", "reason": "Ill",
               "sure": "1"},
        prepare=_waiting,
    ),
    "import_run": Press(
        "/imports/{planned}/run", RUNNERS, "Noor changed this on", sends={"version": "{version}"},
        prepare=_planned,
    ),
    "import_drop": Press(
        "/imports/{planned}/drop", RUNNERS, "Noor changed this on", sends={"version": "{version}"},
        prepare=_planned,
    ),
    "import_undo": Press(
        "/imports/{planned}/undo", RUNNERS, "Noor changed this on", prepare=_imported
    ),
    "forget_mapping": Press(
        "/imports/mappings/{remembered}/forget", RUNNERS,
        "This is forgotten already. Noor did that on", sends={"seen": "{seen}"},
        prepare=_remembered,
    ),
    "remove_chat": Press(
        "/notices/chats/{chat}/remove", ("sol", "sol"),
        "This chat is taken away already. You did that on", prepare=_chat,
    ),
    "try_chat": Press(
        "/notices/chats/{chat}/try", ("sol", "sol"), "This chat is taken away already.",
        prepare=_no_chat,
    ),
    "remove_team_chat": Press(
        "/delivery/chats/{team_chat}/remove", ADMINS,
        "This chat is taken away already. Ruth did that on", prepare=_chat,
    ),
    "try_team_chat": Press(
        "/delivery/chats/{team_chat}/try", ADMINS, "This chat is taken away already.",
        prepare=_no_chat,
    ),
    "deliver_again": Press(
        "/delivery/{message}/again", ADMINS, "It has arrived or was called off meanwhile",
        prepare=_sent,
    ),
    "end_session": Press(
        "/account/sessions/{session}/end", ("sol", "sol"),
        "That session is ended already. You did that on", prepare=_session,
    ),
    "revoke_token": Press(
        "/account/tokens/{token}/revoke", ("sol", "sol"),
        "The token is taken back already. You did that on", prepare=_token,
    ),
    "end_session_of": Press(
        "/people/{sol}/sessions/{session}/end", ADMINS,
        "That session is ended already. Ruth did that on", prepare=_session,
    ),
    "end_token_of": Press(
        "/people/{sol}/tokens/{token}/end", ADMINS,
        "The token is taken back already. Ruth did that on", prepare=_token,
    ),
    "withdraw": Press(
        "/people/invitations/{invitation}/withdraw", ADMINS,
        "The invitation of New is withdrawn already. Ruth did that on", prepare=_invited,
    ),
    "resend": Press(
        "/people/invitations/{invitation}/resend", ADMINS,
        "New has come in by this invitation already.", prepare=_came_in,
    ),
    "match_taken_back": Press(
        "/matches/said/{word}", RUNNERS, "That is taken back already. Noor did that on",
        prepare=_said,
    ),
    "erasing_leave": Press(
        "/erase/{erasing}/leave", ADMINS, "Ruth did that on", prepare=_looked_up
    ),
    "erasing_again": Press("/erase/{erasing}/again", ADMINS, "Ruth did that on", prepare=_failed),
    "remove_webhook": Press("/webhooks/{hook}/remove", ADMINS, GONE),
    "try_webhook": Press("/webhooks/{hook}/try", ADMINS, GONE, prepare=_no_hook),
    "renew_webhook": Press("/webhooks/{hook}/secret", ADMINS, GONE, prepare=_no_hook),
    "webhook_again": Press("/webhooks/{hook}/again", ADMINS, GONE, prepare=_no_hook),
    "switch_webhook": Press(
        "/webhooks/{hook}/switch", ADMINS, "It is off already. Ruth did that on",
        sends={"to": "off"},
    ),
}  # fmt: skip

ANOTHER = "it adds another one, as whoever presses it again may want"
SAME = "it says the same once more, and the page shows what is so"
LINK = "a link that works once says so itself, by the tests of people and notice"
AGAIN = {
    "agreement_begin": ANOTHER, "agreement_propose_from": ANOTHER, "agreement_draft_from": ANOTHER,
    "agreement_discuss": ANOTHER, "agreement_reply": ANOTHER, "import_agreement": ANOTHER,
    "imports": ANOTHER, "add_team_chat": ANOTHER, "add_chat": ANOTHER, "webhooks": ANOTHER,
    "tokens": ANOTHER, "make_calendar": ANOTHER, "erase_look_up": ANOTHER, "log_export": ANOTHER,
    "agreement_signers": SAME, "agreement_put_back": SAME, "open_lead": SAME, "inbox_read": SAME,
    "inbox_read_all": SAME, "notices": SAME, "end_calendar": SAME, "account": SAME, "eyes": SAME,
    "choose_eyes": SAME, "deliver_all_again": SAME, "refresh": SAME, "set_up_work": SAME,
    "set_up_data": SAME, "erase": SAME, "compare": SAME,
    "reset_link": "another link is shown; the one before works as well until one of them is used",
    "erasing": "what is confirmed twice is told as what was left alone; see its own tests",
    "act": LINK, "set_up": LINK, "invitation": LINK,
}  # fmt: skip
