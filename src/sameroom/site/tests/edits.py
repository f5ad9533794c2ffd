"""Every form of the room, and what becomes of the second of two who have it open at once.

`EDITS` are those where somebody types or chooses something that another may have changed: the
second is told, keeps what they typed, and may take theirs or keep their own. `STANDS` are those
where the last word simply stands, each with the reason why that is right. A form in neither fails
`test_edits.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any  # Any: what rows hold

from django.conf import settings
from django.db.models import Model

from sameroom import clock
from sameroom.agreement.web.models import ClauseWork, Version
from sameroom.agreement.web.operations import begin_draft
from sameroom.handoff.moves import State
from sameroom.handoff.web.models import Absence, Act, CampaignOwner, Case, Dispute, Pause, Ruled
from sameroom.handoff.web.tests.addresses import ROSA
from sameroom.handoff.web.tests.builders import a_case
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.tests.builders import planned
from sameroom.importing.web.word_fields import name_of
from sameroom.people.web.models import Company, Invitation, User
from sameroom.record.web.models import MatchWord
from sameroom.record.web.tests.pairs import a_pair, write
from sameroom.room.web.tests.builders import NOW, People, a_person
from sameroom.webhooks.web import operations as webhooks
from sameroom.webhooks.web.models import Hook
from sameroom.webkit.rights import Role

Said = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Edit:
    """A form that two people have open at once.

    Args:
        page: where it is; `{words}` are filled by `made`.
        action: where it is sent, if not to its page.
        by: who the two are, of those that `made` names; the first saves first.
        first, second: what each of them types or chooses.
        rows: what it changes, to see that nothing of the first is lost.
        either: whether the second may save theirs instead; where not, `why_not` says why.
        hides: fields whose typed value the page tells in words rather than in a field.
        bad: what cannot stand, each answered by 422 beside its field.
    """

    page: str
    by: tuple[str, str]
    first: Said
    second: Said
    rows: Callable[[], list[Any]]  # Any: what rows hold
    action: str = ""
    either: bool = True
    why_not: str = ""
    hides: tuple[str, ...] = ()
    bad: tuple[Said, ...] = field(default=())


def rows(model: type[Model], *names: str) -> Callable[[], list[Any]]:  # Any: what rows hold
    """Read what a table holds."""
    return lambda: list(model._default_manager.order_by("pk").values_list(*names))


LONG = "x" * 5_000
SOON = (clock.now() + timedelta(days=20)).date().isoformat()
PLACE = ("team", "role", "sees", "is_admin", "member_id", "is_active", "taken_over_by")
SIGNED = name_of(place=5, target="deal.outcome", word="signed")
ADMINS, RUNNERS = ("ruth", "ida"), ("noor", "ruth")
EDITS = {
    "agreement_clause": Edit(
        "/agreement/{draft}/clauses/promises", ("ada", "sol"),
        {"promises.first_touch.within_hours": "4"}, {"promises.first_touch.within_hours": "6",
                                                     "reason": "Six is what we can keep"},
        rows(ClauseWork, "clause", "revision", "changed_by"),
        bad=({"promises.first_touch.within_hours": "soon"},
             {"promises.first_touch.within_hours": "-4"}),
    ),
    "agreement_version": Edit(
        "/agreement/{draft}", ("ada", "sol"), {"label": "Autumn", "holds_from": "2030-09-01"},
        {"label": "Winter", "holds_from": "2030-12-01"}, rows(Version, "label", "holds_from"),
        bad=({"label": ""}, {"label": LONG}, {"holds_from": "tomorrow"},
             {"holds_from": "2020-01-01"}),
    ),
    "agreement_withdraw": Edit(
        "/agreement/{draft}", ("ada", "sol"), {"reason": "It is too early"},
        {"reason": "Nobody can keep it"}, rows(Version, "state", "end_reason"),
        action="/agreement/{draft}/withdraw", either=False, hides=("reason",),
        why_not="a version that has ended is not ended again; its reason is on record",
        bad=({"reason": ""}, {"reason": LONG}),
    ),
    "import_answers": Edit(
        "/imports/{planned}", RUNNERS, {"currency": "USD"},
        {"currency": "CHF", "zone": "Europe/Berlin"}, rows(Bringing, "currency", "zone", "mapping"),
        action="/imports/{planned}/answers", either=False,
        why_not="the files are looked at anew first; what was chosen waits in the form",
        bad=({"currency": "euro"}, {"zone": "Mars/Base"}, {"q0": "no-such-order"}),
    ),
    "import_file": Edit(
        "/imports/{planned}/files/0", RUNNERS, {"c5": "ignore"},
        {"c1": "ignore", "origin": "webforms"}, rows(Bringing, "mapping"), either=False,
        why_not="the files are looked at anew first; what was chosen waits in the form",
        bad=({"origin": "CRM!"}, {"origin": ""}, {"c0": "no.such"}, {"kind": "aliens"},
             {"z4": "Mars/Base"}, {SIGNED: "triumph"}),
    ),
    "webhook": Edit(
        "/webhooks/{hook}", ADMINS, {"name": "Lake"},
        {"name": "Pond", "address": "https://hooks.example.com/pond"},
        rows(Hook, "name", "address", "events", "kept_by"),
        bad=({"name": ""}, {"name": LONG}, {"address": "javascript:alert(1)"}, {"events": []},
             {"events": ["no.such"]}),
    ),
    "person": Edit(
        "/people/{person}", ADMINS, {"sees": "all"}, {"team": "marketing", "member_id": "crm:77"},
        rows(User, *PLACE),
        bad=({"team": "aliens"}, {"member_id": LONG}, {"role": ""}, {"sees": "x"}),
    ),
    "second_factor": Edit(
        "/people/second-factor", ADMINS, {"of": "all"}, {"of": "admins"},
        rows(Company, "asks_factor_of_all"), bad=({"of": "some"}, {"of": []}),
    ),
    "leave": Edit(
        "/people/{person}/leave", ADMINS, {"taker": "{sol}"}, {"taker": "{ada}"},
        rows(User, *PLACE),
        bad=({"taker": "999999"}, {"taker": "x"}),
    ),
    "invite": Edit(
        "/people/invite", ADMINS,
        {"name": "New", "email": "new@b.example", "team": "sales"},
        {"name": "Newman", "email": "new@b.example", "team": "marketing"},
        rows(Invitation, "email", "name", "team", "withdrawn_at"),
        bad=({"email": "nobody"}, {"email": ""}, {"name": LONG}, {"team": "aliens"}),
    ),
    "name_owner": Edit(
        "/leads/reasons", ("ada", "bea"), {"owner": "{bea}"}, {"owner": "{kim}"},
        rows(CampaignOwner, "campaign", "owner", "set_by"), action="/leads/reasons/owner",
        bad=({"owner": "999999"}, {"owner": "x"}, {"owner": ""}),
    ),
    "pause_lead": Edit(
        "/leads/{case}/pause", ("sol", "tom"), {"reason": "On leave"},
        {"reason": "After the fair", "until": SOON}, rows(Pause, "reason", "ends_at", "by"),
        bad=({"reason": ""}, {"reason": LONG}, {"reason": "Ill", "until": "soon"},
             {"reason": "Ill", "until": "2001-01-01"}),
    ),
    "dispute": Edit(
        "/leads/{missed}/dispute/first_touch", ("sol", "tom"), {"reason": "She was ill"},
        {"reason": "The fair was closed"}, rows(Dispute, "reason", "by"), either=False,
        why_not="a missed promise is disputed once; the leads hear what is added",
        bad=({"reason": ""}, {"reason": LONG}),
    ),
    "rule_dispute": Edit(
        "/promises", ("tom", "uwe"), {"note": "It was so", "ruling": "excuse"},
        {"note": "It was not", "ruling": "count"}, rows(Ruled, "team", "ruling", "note", "by"),
        action="/disputes/{dispute}",
        bad=({"note": "", "ruling": "excuse"}, {"note": LONG, "ruling": "excuse"},
             {"note": "So", "ruling": "perhaps"}),
    ),
    "verdict": Edit(
        "/leads/sent-back", ("tom", "uwe"), {"note": "A duplicate", "move": "uphold"},
        {"note": "It is new", "move": "overturn"}, rows(Ruled, "team", "ruling", "note", "by"),
        action="/leads/{contested}/verdict",
        bad=({"note": "", "move": "uphold"}, {"note": LONG, "move": "uphold"}),
    ),
    "move_lead": Edit(
        "/leads/{case}", ("sol", "tom"), {"move": "accept"},
        {"move": "reject", "reason": "They left the trade", "family": "clerical",
         "note": "Ask their chamber"},
        rows(Case, "state", "reason", "note"), action="/leads/{case}/move", either=False,
        hides=("reason", "note"),
        why_not="what is accepted is not rejected; what the new state allows is offered beside it",
        bad=({"move": "reject", "reason": ""},
             {"move": "reject", "reason": LONG, "family": "clerical"},
             {"move": "recycle", "return_on": "soon", "must_change": "A budget"}),
    ),
    "hand_over": Edit(
        "/persons/" + ROSA + "/hand-over", ("ada", "bea"), {"promise": "A price", "why": "Asked"},
        {"promise": "A visit", "why": "She called"}, rows(Case, "packet", "sent_note", "sent_by"),
        either=False, why_not="somebody who waits for sales is not handed over a second time",
        bad=({"promise": "", "why": "x"}, {"promise": LONG, "why": "x"}),
    ),
    "match": Edit(
        "/matches/{pair}", RUNNERS, {"word": "same"}, {"word": "different"},
        rows(MatchWord, "word", "said_by", "undone_at"), either=False, hides=("word",),
        why_not="the first word is taken back on that page first, by its own button",
        bad=({"word": "perhaps"},),
    ),
    "away": Edit(
        "/leads/away", ("sol", "tom"),
        {"who": "crm:2", "starts_on": "2030-03-01", "ends_on": "2030-03-09"},
        {"who": "crm:2", "starts_on": "2030-03-05", "ends_on": "2030-03-12"},
        rows(Absence, "member_id", "starts_on", "ends_on", "taken_back_at"), either=False,
        why_not="days are said once; the first are taken back on that page, beside the form",
        bad=({"starts_on": "soon", "ends_on": ""}, {"who": "crm:999"},
             {"starts_on": "2030-03-09", "ends_on": "2030-03-01"}),
    ),
}  # fmt: skip

OWN = "it is one's own: nobody else has it open"
ADDS = "it adds something of its own and changes nothing that another wrote"
ONCE = "nothing is typed: it is done once, by whoever is first, and the page shows that it is"
STANDS = {
    "agreement_begin": ADDS, "agreement_propose_from": ADDS, "agreement_draft_from": ADDS,
    "agreement_discuss": ADDS, "agreement_reply": ADDS, "import_agreement": ADDS,
    "imports": ADDS, "add_team_chat": ADDS, "webhooks": ADDS,
    "agreement_signers": "each button says of one person what is to hold; the log has both words",
    "agreement_put_back": ONCE, "agreement_propose": ONCE, "agreement_take_back": ONCE,
    "agreement_sign": ONCE, "agreement_settle": ONCE, "agreement_reopen": ONCE,
    "several": "leads that somebody decided meanwhile are left out, and their number is told",
    "give_leads": "leads that got another owner meanwhile are left as they are, and that is told",
    "back_again": ONCE, "undo_lead": "only whoever decided takes it back, within the minute",
    "open_lead": "it notes once that somebody looked; nothing is typed and nothing shown changes",
    "resume_lead": ONCE, "import_run": ONCE, "import_drop": ONCE, "import_undo": ONCE,
    "forget_mapping": ONCE,
    "inbox_read": OWN, "inbox_read_all": OWN, "notices": OWN, "add_chat": OWN, "remove_chat": OWN,
    "try_chat": OWN, "make_calendar": OWN, "end_calendar": OWN, "account": OWN, "tokens": OWN,
    "end_session": OWN, "revoke_token": OWN, "eyes": OWN, "choose_eyes": OWN,
    "reset_link": ADDS,
    "end_session_of": ONCE, "end_token_of": ONCE,
    "deliver_all_again": ONCE, "deliver_again": ONCE, "remove_team_chat": ONCE,
    "try_team_chat": ONCE, "act": "a one-time link is one person's, and works once",
    "set_up": "a one-time link makes the company once; whoever is second finds it used",
    "invitation": "a one-time link lets one person in, once",
    "compare": "it puts two side by side; what is said of them is the form of their page",
    "withdraw": ONCE, "resend": ONCE, "match_taken_back": ONCE, "refresh": ONCE,
    "set_up_work": "a version that is begun closes it; before, its own tests hold the same",
    "set_up_data": ONCE, "log_export": "it reads the log and changes nothing in it but that",
    "erase": "it only looks for somebody, and changes nothing",
    "erase_look_up": "it asks for a look at somebody, of its own, and changes nothing",
    "erasing": "what was shown carries a mark; where the record knows more by now it is shown anew",
    "erasing_leave": ONCE, "erasing_again": ONCE,
    "try_webhook": ONCE, "webhook_again": ONCE, "remove_webhook": ONCE,
    "renew_webhook": "the secret before counts beside the new one for a day, so both go on working",
    "switch_webhook": "each button says whether it is to be on; a second press changes nothing",
}  # fmt: skip


def made(people: People) -> dict[str, Any]:  # Any: numbers and users
    """Make what the forms are about, and the people who have them open; by their names."""
    from sameroom.handoff.web.tests.addresses import examples as of_handoff

    bea = a_person("Bea", team="marketing", role=Role.LEAD)
    tom = a_person("Tom", team="sales", role=Role.LEAD, member_id="crm:8")
    uwe = a_person("Uwe", team="sales", role=Role.LEAD, member_id="crm:9")
    ida = a_person("Ida", team="management", is_admin=True)
    kim = a_person("Kim", team="marketing")
    named = of_handoff(NOW)
    contested = a_case(740, state=State.CONTESTED, is_ours=True, decided_at=NOW)
    a_case(741, state=State.REJECTED, is_ours=True, decided_at=NOW)
    Act.objects.filter(case=contested).delete()
    Case.objects.filter(pk=named["missed"]).update(touch_by=NOW - timedelta(hours=1))
    hook, _secret = webhooks.add(
        name="Warehouse", address="https://hooks.example.com/room", wanted=["lead.accepted"],
        by=people.admin, now=NOW,
    )  # fmt: skip
    return named | {
        "draft": begin_draft(text="", by=people.admin, now=NOW), "contested": contested.pk,
        "hook": hook, "person": people.own.pk, "pair": write(a_pair(1))[0].key,
        "planned": planned(folder=Path(settings.ROOM) / "up", by=people.analyst).pk,
        "users": {"ruth": people.admin, "ida": ida, "noor": people.analyst, "ada": people.ada,
                  "bea": bea, "sol": people.sol, "tom": tom, "uwe": uwe, "kim": kim},
        "ada": people.ada.pk, "sol": people.sol.pk, "bea": bea.pk, "kim": kim.pk,
    }  # fmt: skip
