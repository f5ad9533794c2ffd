"""Lays each reading of the hand-over out: a sentence, how sure it is, its picture and its table."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.handoff.web import reading_later, reading_pictures
from sameroom.handoff.web import reading_words as words
from sameroom.handoff.web.reading_card import Card, Verdict, sure_of, trend_of, untold
from sameroom.handoff.web.reading_queries import Known
from sameroom.measure import Reading


def lay_out(*, known: Known) -> tuple[Card, ...]:
    """Lay out all readings, what matters most first."""
    made: tuple[Callable[[Known], Card], ...] = (
        _speed,
        _untouched,
        _acceptance,
        *((_decisions,) if "decision_time" in known.told else ()),  # as of the next refresh
        _undecided,
        _reasons,
        reading_later.persistence,
        reading_later.recycling,
        reading_later.routing,
        reading_later.response,
    )
    return tuple(make(known) for make in made)


def say_verdict(*, known: Known) -> Verdict:
    """Say in a sentence whether leads are answered in time."""
    kept = known.find("speed_to_lead", "within_target")
    promised = known.find("speed_to_lead", "promised_share")
    left = known.find("never_touched", "never_touched_share")
    losses = tuple(
        (label, loss)
        for label, name in (
            (_("late answers"), "speed_to_lead"),
            (_("left lying"), "never_touched"),
        )
        for loss in known.losses.get(name, ())
        if loss.ranged  # what was spent for nothing stands on the card
    )
    more = _left_words(left) if isinstance(left, Reading) else ""
    if not isinstance(kept, Reading):
        return Verdict(_("Whether leads are answered in time cannot be told yet."), more, None,
                       losses)  # fmt: skip
    told = {
        "share": words.percent(kept.value),
        "time": words.hours(known.offered.promised_hours),
        "promised": words.percent(promised.value) if isinstance(promised, Reading) else "",
    }
    if isinstance(promised, Reading) and kept.value >= promised.value:
        said = _("Yes: %(share)s of the leads are answered within %(time)s; %(promised)s were "
                 "promised.") % told  # fmt: skip
        return Verdict(said, more, True, losses)
    said = _("Not in time: %(share)s of the leads are answered within %(time)s; %(promised)s were "
             "promised.") % told  # fmt: skip
    return Verdict(said, more, False, losses)


def _left_words(left: Reading) -> str:
    told = {"share": words.percent(left.value), "n": words.number(left.value * left.count)}
    return _("%(n)s leads, %(share)s, were never followed up at all.") % told


def _speed(known: Known) -> Card:
    kept = known.find("speed_to_lead", "within_target")
    half = known.find("speed_to_lead", "median_hours")
    slow = known.find("speed_to_lead", "p90_hours")
    said = []
    if isinstance(half, Reading):
        said.append(_("Half of the leads wait longer than %(time)s for a first answer.")
                    % {"time": words.hours(half.value)})  # fmt: skip
    if isinstance(slow, Reading):
        said.append(_("One in ten waits longer than %(time)s.") % {"time": words.hours(slow.value)})
    if isinstance(kept, Reading):
        said.append(_("%(share)s are answered within the %(time)s promised.") % {
            "share": words.percent(kept.value),
            "time": words.hours(known.offered.promised_hours),
        })  # fmt: skip
    return Card(
        key="speed", title=_("How long does a lead wait for sales?"), sentence=" ".join(said),
        sure=sure_of(kept) or sure_of(half),
        trend=trend_of(known, "speed_to_lead", "within_target"),
        untold=untold(known, "speed_to_lead", "median_hours", "p90_hours", "within_target"),
        pictures=reading_pictures.waits(known=known),
        lists=((_("Leads answered too late"), "late"), (_("All leads with a clock"), "clocked")),
        losses=known.losses.get("speed_to_lead", ()), measure="speed_to_lead",
    )  # fmt: skip


def _untouched(known: Known) -> Card:
    left = known.find("never_touched", "never_touched_share")
    return Card(
        key="untouched", title=_("How many leads does nobody follow up?"),
        sentence=_left_words(left) if isinstance(left, Reading) else "", sure=sure_of(left),
        trend=trend_of(known, "never_touched", "never_touched_share"),
        untold=untold(known, "never_touched", "never_touched_share"),
        pictures=reading_pictures.months(
            known=known, measure="never_touched", figure="never_touched_share",
            title=_("Never followed up, by month of the hand-over"),
        ),
        lists=((_("Leads nobody followed up"), "untouched"),),
        losses=known.losses.get("never_touched", ()), measure="never_touched",
    )  # fmt: skip


def _acceptance(known: Known) -> Card:
    rate = known.find("acceptance", "acceptance_rate")
    promised = known.find("acceptance", "promised_share")
    said = ""
    if isinstance(rate, Reading):
        told = {"share": words.percent(rate.value), "n": words.number(rate.count)}
        said = _("Sales took %(share)s of the %(n)s leads it decided on.") % told
    if said and isinstance(promised, Reading):
        said += " " + _("Marketing promised that %(share)s are ready for sales.") % {
            "share": words.percent(promised.value)
        }
    return Card(
        key="acceptance", title=_("Does sales take what marketing hands over?"), sentence=said,
        sure=sure_of(rate), trend=trend_of(known, "acceptance", "acceptance_rate"),
        untold=untold(known, "acceptance", "acceptance_rate"),
        pictures=reading_pictures.months(
            known=known, measure="acceptance", figure="acceptance_rate",
            title=_("Taken by sales, by month of the hand-over"),
            promised=promised.value if isinstance(promised, Reading) else None,
        ),
        lists=((_("Leads turned down"), "rejected"),),
        losses=known.losses.get("acceptance", ()), measure="acceptance",
    )  # fmt: skip


def _decisions(known: Known) -> Card:
    kept = known.find("decision_time", "within_target")
    half = known.find("decision_time", "median_hours")
    slow = known.find("decision_time", "p90_hours")
    overdue = known.find("decision_time", "overdue")
    promised = known.find("decision_time", "promised_share")
    said = []
    if isinstance(kept, Reading):
        told = {
            "share": words.percent(kept.value),
            "time": words.hours(known.offered.decision_hours),
            "promised": words.percent(promised.value) if isinstance(promised, Reading) else "",
        }
        is_kept = isinstance(promised, Reading) and kept.value >= promised.value
        said.append((
            _("Yes: %(share)s are decided within %(time)s; %(promised)s were promised.")
            if is_kept else
            _("No: %(share)s are decided within %(time)s; %(promised)s were promised.")
        ) % told)  # fmt: skip
    if isinstance(half, Reading):
        said.append(_("Half of the leads wait longer than %(time)s for a decision.")
                    % {"time": words.hours(half.value)})  # fmt: skip
    if isinstance(slow, Reading):
        said.append(_("One in ten waits longer than %(time)s.") % {"time": words.hours(slow.value)})
    if isinstance(overdue, Reading) and overdue.value:
        said.append(ngettext(
            "%(n)s lead waits for a decision past its time.",
            "%(n)s leads wait for a decision past their time.", round(overdue.value),
        ) % {"n": words.number(overdue.value)})  # fmt: skip
    return Card(
        key="decisions", title=_("Does sales decide in the time promised?"),
        sentence=" ".join(said), sure=sure_of(kept) or sure_of(half),
        trend=trend_of(known, "decision_time", "within_target"),
        untold=untold(known, "decision_time", "within_target", "median_hours", "p90_hours"),
        pictures=reading_pictures.decisions(known=known),
        lists=((_("Leads decided too late, or not yet"), "decided-late"),
               (_("Leads that wait past their time"), "overdue"),
               (_("All leads whose decision is timed"), "decisions")),
        measure="decision_time",
    )  # fmt: skip


def _undecided(known: Known) -> Card:
    share = known.find("acceptance", "undecided_share")
    age = known.find("acceptance", "undecided_age_days")
    said = []
    if isinstance(share, Reading):
        count = round(share.value * share.count)
        said.append(ngettext(
            "%(n)s lead, %(share)s, has no decision yet.",
            "%(n)s leads, %(share)s, have no decision yet.", count,
        ) % {"n": words.number(count), "share": words.percent(share.value)})  # fmt: skip
    if isinstance(age, Reading):
        said.append(_("Half of them have waited longer than %(days)s.")
                    % {"days": words.days(age.value)})  # fmt: skip
    return Card(
        key="undecided", title=_("How many leads wait for a decision, and for how long?"),
        sentence=" ".join(said), sure=sure_of(share),
        untold=untold(known, "acceptance", "undecided_share", "undecided_age_days"),
        pictures=reading_pictures.ages(known=known),
        lists=((_("Leads without a decision"), "undecided"),), measure="acceptance",
    )  # fmt: skip


def _reasons(known: Known) -> Card:
    count = known.find("rejection_reasons", "rejected")
    families = known.list_parts("rejection_reasons", "reason_share", "family")
    said = ""
    if isinstance(count, Reading) and count.value:
        said = ngettext("Sales turned %(n)s lead down.", "Sales turned %(n)s leads down.",
                        round(count.value)) % {"n": words.number(count.value)}  # fmt: skip
    if said and families:
        family, most = max(families, key=lambda one: one[1].value)
        said += " " + _("The most frequent reason: %(reason)s, %(share)s.") % {
            "reason": words.family(reading_pictures.family_of(family)),
            "share": words.percent(most.value),
        }  # fmt: skip
    stated = known.find("rejection_reasons", "stated_share")
    return Card(
        key="reasons", title=_("Why does sales turn leads down?"),
        sentence=said or _("Sales turned no lead down."),
        untold=untold(known, "rejection_reasons", "stated_share"),
        sure=sure_of(max((one for _f, one in families), key=lambda one: one.value, default=stated)),
        pictures=reading_pictures.reasons(known=known),
        lists=((_("Leads turned down, and why"), "rejected"),),
        losses=known.losses.get("rejection_reasons", ()), measure="rejection_reasons",
    )  # fmt: skip
