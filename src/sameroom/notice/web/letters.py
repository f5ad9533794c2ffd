"""Writes the messages: a mail as text and HTML, a chat message as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.notice.letter import Arranged, Item, arrange, calm, one_line
from sameroom.notice.web import links
from sameroom.notice.web.declared import acts
from sameroom.notice.web.models import Notice

MOST = 30  # things in one message; the inbox has them all


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, ready to be sent."""

    subject: str
    text: str
    html: str


def full(path: str) -> str:
    """Give the whole address of a path of ours, as others reach it."""
    return f"{(settings.PUBLIC_URL or settings.AT_HOME).rstrip('/')}{path}"


def items_of(notices: Iterable[Notice]) -> list[Item]:
    """Give notices as things in a message, each with the link by which it may be acted on."""
    return [_item(notice) for notice in notices]


def _item(notice: Notice) -> Item:
    link = getattr(notice, "link", None)
    act = acts().get(link.act) if link and link.used_at is None else None
    return Item(
        words=notice.words,
        why=notice.why,
        href=full(notice.href),
        told_at=notice.told_at,
        due_at=notice.due_at,
        button=_(act.button) if act else "",
        act_href=full(links.path_of(link=link)) if link and act else "",
    )


def write_mail(*, items: list[Item], zone: str, now: datetime) -> Letter:
    """Write a mail about some things to somebody, in the time of their own place."""
    told = arrange(items=items, now=now)
    shown = arrange(items=told.items[:MOST], now=now)
    context = {
        "told": shown,
        "more": len(told.items) - len(shown.items),
        "inbox": full(reverse("inbox")),
        "choices": full(reverse("notices")),
        "subject": _subject(told),
    }
    with timezone.override(ZoneInfo(zone)):
        return Letter(
            subject=one_line(_subject(told)),
            text=render_to_string("notice/letter.txt", context),
            html=render_to_string("notice/letter.html", context),
        )


def write_chat(*, items: list[Item], zone: str, now: datetime) -> Letter:
    """Write a chat message about some things; nothing in it can call or format."""
    told = arrange(items=items, now=now)
    with timezone.override(ZoneInfo(zone)):
        lines = [_chat_lines(item, now) for item in told.items[:MOST]]
    if len(told.items) > MOST:
        lines.append(_("The others are in your inbox: %(href)s") % {"href": full(reverse("inbox"))})
    return Letter(subject=calm(_subject(told)), text="\n\n".join(lines), html="")


def _chat_lines(item: Item, now: datetime) -> str:
    lines = [calm(item.words)]
    if item.due_at is not None:
        when = date_format(timezone.localtime(item.due_at), "j M Y, H:i T")
        said = _("was due on %(when)s") if item.due_at < now else _("due by %(when)s")
        lines[0] += f" ({said % {'when': when}})"
    if item.why:
        lines.append(calm(item.why))
    if item.act_href:
        lines.append(f"{item.button}: {item.act_href}")
    return "\n".join([*lines, item.href])


def _subject(told: Arranged) -> str:
    count, late = len(told.items), len(told.late)
    if count == 1:
        return told.items[0].words
    said = ngettext("%(count)d thing for you", "%(count)d things for you", count)
    if late:
        more = ngettext("%(count)d is late", "%(count)d are late", late)
        return f"{said % {'count': count}}, {more % {'count': late}}"
    return said % {"count": count}
