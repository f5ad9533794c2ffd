"""Keeps one person from writing over what another saved since the page was opened.

A form carries a mark of what stood when it was opened. Whoever saves later than somebody else is
told who did, when, and how it stands now; what they typed stays in the form, and sending it again
from there is their decision.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any  # Any: what a form takes and gives

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.webkit.models import AuditEntry

Line = tuple[str, str, str]  # of how something stands: its label, how now, and how it was typed
STATUS = 409  # what is answered to whoever saves an old page


class ChangedSinceError(SameroomError):
    """Somebody else saved it since the page was opened; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this since you opened it."),
            remedy=_("Look at how it stands now and decide again."),
        )


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else saved, as `_stale.html` shows it.

    Args:
        who: who did; "" where nobody is named.
        at: when they did, if it is known.
        lines: where it stands otherwise than was typed: the label, how it stands now, and what
            was typed; "" for what was not asked.
        take: where it is looked at as they left it.
        is_open: whether what was typed can be saved instead.
        said: what else is to be known.
        is_typed: whether anything was typed that the page keeps.
        yours: what was typed and has no field on the page any more: its label, the value, and where
            it can be said now.
    """

    who: str
    at: datetime | None
    lines: tuple[Line, ...]
    take: str
    is_open: bool = True
    said: str = ""
    is_typed: bool = True
    yours: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_both(self) -> bool:
        """Tell whether what was typed stands beside how it stands now."""
        return any(typed for _label, _now, typed in self.lines)


class SeenForm(forms.Form):
    """A form that carries a mark of what stood when it was opened: of its `initial`."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, initial: Mapping[str, Any] | None = None, **told: Any
    ) -> None:
        given = dict(initial or {})
        super().__init__(data, initial=given | {"seen": mark(values=given)}, **told)

    def seen_mark(self) -> str:
        """Give the mark that was sent along."""
        return str(self.cleaned_data.get("seen", ""))

    def anew(self) -> None:
        """Keep what was typed, and have it sent again in the light of how it stands now."""
        data = self.data.copy()  # type: ignore[attr-defined]  # what a browser sent has it
        data[self.add_prefix("seen")] = self.initial["seen"]
        self.data = data


def mark(*, values: Mapping[str, Any]) -> str:
    """Give a mark of how something stands; two that differ have two."""
    text = json.dumps({name: values[name] for name in sorted(values)}, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:20]


def check(*, seen: str, values: Mapping[str, Any]) -> None:
    """Hold that something still stands as it was seen; in the transaction that writes.

    Args:
        seen: the mark that the form carried; "" of whoever has seen nothing, such as a program.
        values: how it stands now.

    Raises:
        ChangedSinceError: when it does not.
    """
    if seen and seen != mark(values=values):
        raise ChangedSinceError


def tell(*, form: SeenForm, acts: tuple[str, ...], subject: object, take: str) -> Theirs:
    """Tell whoever saved an old page what somebody else did, and keep what they typed.

    Args:
        form: what they sent, its initial as it stands now.
        acts: how the log calls such changes.
        subject: what was changed, as the log has it.
        take: where it is looked at as it stands now.
    """
    form.anew()
    who, at = find_last(acts=acts, subject=subject)
    return Theirs(who, at, list_lines(form=form), take)


def find_last(*, acts: tuple[str, ...], subject: object = "") -> tuple[str, datetime | None]:
    """Find who was the last to do one of some acts to something, and when, by the log."""
    last = find_last_act(acts=acts, subject=subject)
    if last is None:
        return "", None
    people = get_user_model()._default_manager.filter(pk=last.actor_id or 0)
    return str(people.values_list("name", flat=True).first() or ""), last.at


def find_last_act(*, acts: tuple[str, ...], subject: object = "") -> AuditEntry | None:
    """Find the last entry of the log about one of some acts to something."""
    entries = AuditEntry.objects.filter(action__in=acts, subject=str(subject)[:200])
    return entries.order_by("-pk").first()


def list_lines(*, form: forms.Form) -> tuple[Line, ...]:
    """List how it stands now, and how it was typed, where that is not the same."""
    return tuple(
        (str(field.label), _in_words(field.field, field.initial), _typed(field))
        for field in form.visible_fields()
        if field.field.has_changed(_lines(field.initial), _lines(field.data))
    )


def _lines(value: Any) -> Any:
    """Take a text whatever ends its lines: a browser's are other than a program's."""
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


def _typed(field: forms.BoundField) -> str:
    """Say what was typed in a field, as it would be said if it stood so."""
    said = field.data
    if not isinstance(field.field, forms.ChoiceField):
        try:
            said = field.field.to_python(said)
        except ValidationError:
            said = field.data  # what cannot stand is told as it was typed
    return _in_words(field.field, said)


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple, set)):
        return ", ".join(_in_words(field, one) for one in value) or "–"
    if isinstance(field, forms.ChoiceField):
        return _choices(field).get(str(value or ""), str(value or "–"))
    if isinstance(value, date):
        return date_format(value)
    return str(value or "–")


def _choices(field: forms.ChoiceField) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, words in field.choices:  # type: ignore[misc,union-attr]  # the library lists them
        if isinstance(words, (list, tuple)):  # a group of them
            found |= {str(one): str(said) for one, said in words}
        else:
            found[str(value)] = str(words)
    return found
