"""The cards of what comes after the first answer: trying again, coming back, being won."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.handoff.web import reading_pictures
from sameroom.handoff.web import reading_words as words
from sameroom.handoff.web.drawing import Bar
from sameroom.handoff.web.reading_card import Card, Untold, sure_of, trend_of, untold
from sameroom.handoff.web.reading_queries import Known
from sameroom.measure import Reading, TooLittle


def persistence(known: Known) -> Card:
    """Lay the reading out."""
    tried = known.find("persistence", "persistent_share")
    promised = known.find("persistence", "promised_share")
    said = ""
    if isinstance(tried, Reading):
        said = _("%(share)s of the leads that did not answer were tried as often as promised.") % {
            "share": words.percent(tried.value)
        }
    listed = known.list_parts("persistence", "tried_share", "attempts")
    shown = [
        Bar(_("%(n)s times or more") % {"n": name.split(" ")[0]}, one.value,
            one.interval.low if one.interval else None,
            one.interval.high if one.interval else None, words.percent(one.value),
            promised.value if isinstance(promised, Reading) and place == len(listed) - 1 else None)
        for place, (name, one) in enumerate(listed)
    ]  # fmt: skip
    return Card(
        key="persistence", title=_("How often is a silent lead tried again?"), sentence=said,
        sure=sure_of(tried), trend=trend_of(known, "persistence", "persistent_share"),
        untold=untold(known, "persistence", "persistent_share"),
        pictures=reading_pictures.of_bars(
            shown=shown, title=_("Silent leads by how often they were tried"),
            by=_("Tried"), figure=_("Share of silent leads"),
        ),
        lists=((_("Leads given up early"), "given-up"),),
        losses=known.losses.get("persistence", ()), measure="persistence",
    )  # fmt: skip


def recycling(known: Known) -> Card:
    """Lay the reading out."""
    sent = known.find("recycling", "recycled")
    won = known.find("recycling", "recycle_yield")
    kept = known.find("recycling", "return_kept_share")
    promised = known.find("recycling", "promised_share")
    said = []
    if isinstance(sent, Reading):
        said.append(ngettext("%(n)s lead was sent back for later.",
                             "%(n)s leads were sent back for later.", round(sent.value))
                    % {"n": words.number(sent.value)})  # fmt: skip
    if isinstance(won, Reading):
        told = {"share": words.percent(won.value)}
        said.append(_("%(share)s of those whose time has passed were won later.") % told)
    shown = [
        Bar(label, one.value, one.interval.low if one.interval else None,
            one.interval.high if one.interval else None, words.percent(one.value), mark)
        for label, one, mark in (
            (_("Won later"), won, None),
            (_("Taken up on the day set"), kept,
             promised.value if isinstance(promised, Reading) else None),
        ) if isinstance(one, Reading)
    ]  # fmt: skip
    return Card(
        key="recycling", title=_("What becomes of leads sent back for later?"),
        sentence=" ".join(said), sure=sure_of(won),
        trend=trend_of(known, "recycling", "recycle_rate"),
        untold=untold(known, "recycling", "recycle_yield", "return_kept_share"),
        pictures=reading_pictures.of_bars(
            shown=shown, title=_("Of the leads sent back"), by=_("What became of them"),
            figure=_("Share"),
        ),
        lists=((_("Leads sent back for later"), "recycled"),),
        losses=known.losses.get("recycling", ()), measure="recycling",
    )  # fmt: skip


def routing(known: Known) -> Card:
    """Lay the reading out."""
    first = known.find("routing_delay", "routing_median_hours")
    then = known.find("routing_delay", "human_median_hours")
    share = known.find("routing_delay", "routing_share")
    said = []
    if isinstance(first, Reading) and isinstance(then, Reading):
        told_hours = {"first": words.hours(first.value), "then": words.hours(then.value)}
        said.append(
            _(
                "Half of the leads have an owner within %(first)s; half of the owners then take "
                "longer than %(then)s."
            )
            % told_hours
        )
    if isinstance(share, Reading):
        said.append(_("Finding an owner is %(share)s of the whole wait.")
                    % {"share": words.percent(share.value)})  # fmt: skip
    clocks = [(_("Until a person has the lead"), first, "marketing"),
              (_("From then until somebody calls or writes"), then, "sales")]  # fmt: skip
    told = [(label, one, kind) for label, one, kind in clocks if isinstance(one, Reading)]
    top = max([one.interval.high if one.interval else one.value for _l, one, _k in told] or [1.0])
    shown = [
        Bar(label, one.value, one.interval.low if one.interval else None,
            one.interval.high if one.interval else None, words.hours(one.value), None, kind)
        for label, one, kind in told
    ]  # fmt: skip
    return Card(
        key="routing", title=_("Does a lead wait for an owner, or for its owner?"),
        sentence=" ".join(said), sure=sure_of(share),
        untold=untold(known, "routing_delay", "routing_share", "routing_median_hours",
                       "human_median_hours"),
        pictures=reading_pictures.of_bars(
            shown=shown, title=_("The two waits, half of the leads longer than"), by=_("Wait"),
            figure=_("Half wait longer than"), top=top * 1.05, say=words.hours,
        ),
        lists=((_("Leads without an owner"), "unrouted"),), measure="routing_delay",
    )  # fmt: skip


def response(known: Known) -> Card:
    """Lay the reading out."""
    best = known.find("response_conversion", "recommended_difference")
    listed = dict(known.list_parts("response_conversion", "won_share", "response"))
    said = ""
    prompt, late = listed.get("within 1 hour"), listed.get("more than 24 hours")
    if prompt and late:
        said = _("%(fast)s of the leads answered within an hour were won, and %(slow)s of those "
                 "answered after more than 24 working hours.") % {
            "fast": words.percent(prompt.value), "slow": words.percent(late.value),
        }  # fmt: skip
    elif listed:
        said = _("What became of leads, by how soon they were answered:")
    lacking = [Untold("", one.missing, one.bring, is_few=not known.chosen.is_all)
               for one in known.told.get("response_conversion", ())
               if isinstance(one, TooLittle) and one.missing]  # fmt: skip
    top = max([one.interval.high if one.interval else one.value for one in listed.values()] or [1])
    shown = [
        Bar(words.response(name), listed[name].value, sure.low if sure else None,
            sure.high if sure else None, words.percent(listed[name].value))
        for name in words.RESPONSES if name in listed
        for sure in [listed[name].interval]
    ]  # fmt: skip
    return Card(
        key="response", title=_("Are leads won because they are answered quickly?"), sentence=said,
        sure="", untold=tuple(dict.fromkeys(lacking))[:2] if not listed else (),
        pictures=reading_pictures.of_bars(
            shown=shown, title=_("Won, by how soon a human answered"), by=_("Answered"),
            figure=_("Won"), top=min(1.0, ceil(top * 10) / 10),
        ),
        aside=_("An association, not a cause: leads that are answered quickly may be better to "
                "begin with.")
        + (" " + _difference(best) if isinstance(best, Reading) else ""),
        lists=((_("Leads by how soon they were answered"), "answered"),),
        measure="response_conversion",
    )  # fmt: skip


def _difference(best: Reading) -> str:
    told = {"low": _points(best.interval.low), "high": _points(best.interval.high)} if (
        best.interval) else {"low": _points(best.value), "high": _points(best.value)}  # fmt: skip
    return _("Held against leads alike, answering in time goes with %(low)s to %(high)s points "
             "more of them won.") % told  # fmt: skip


def _points(share: float) -> str:
    return f"{100 * share:+.0f}".replace("-", "−")
