"""What can be said about one file of a plan: what its rows are, and what its columns become."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any  # Any: as the library has it

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sameroom.connectors.mapping import ASK
from sameroom.importing import wording
from sameroom.importing.answering import AS_PLANNED, USUAL, ColumnDecision, FileDecision
from sameroom.importing.found import Column, File, Left
from sameroom.importing.web.forms import Choices, likely, list_zones, target_choices
from sameroom.importing.web.said import say
from sameroom.importing.web.word_fields import (
    WordsRow,
    list_decisions,
    list_rows,
    make_fields,
    with_untold,
)

ANY_ORDER = (
    ("ymd", _("2026-12-31: the year first")), ("dmy", _("31.12.2026: the day first")),
    ("mdy", _("12/31/2026: the month first")),
)  # fmt: skip
SHOWN = 34  # letters of a choice that a phone shows
AGREED = {"lead.status", "person.lifecycle_stage"}  # their words are a clause of the agreement


class ZoneField(forms.CharField):
    """A time zone, or nothing for that of all files."""

    def clean(self, value: Any) -> Any:  # Any: as the library has it
        """Hold that there is such a zone, however it is capitalised."""
        said = super().clean(value)
        known = next((one for one, _ in list_zones() if one.lower() == said.lower()), "")
        if said and not known:
            words = gettext("There is no time zone “%(zone)s”. Write one such as Europe/Berlin.")
            raise forms.ValidationError(words % {"zone": said[:60]}, code="invalid")
        return known


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with its fields, as the page shows it."""

    column: Column
    target: BoundField
    dates: BoundField | None
    currency: BoundField | None
    zone: BoundField | None

    @property
    def long_choice(self) -> str:
        """Give what the column becomes, if a field on a phone cuts it off; else ""."""
        said = say(wording.say(target=self.column.target))
        return said if len(said) > SHOWN else ""

    @property
    def is_agreed(self) -> bool:
        """Tell whether its words mean what both teams agreed that they mean."""
        return self.column.target in AGREED


class FileForm(forms.Form):
    """Everything about one file."""

    def __init__(
        self,
        data: Any = None,
        *,
        file: File,
        zone: str = "UTC",  # Any: as the library has it
    ) -> None:
        super().__init__(with_untold(data, columns=file.columns))
        self.file, self._zone = file, zone
        said = str((data or {}).get("kind", ""))  # what was chosen of another kind is kept too
        others = said.split("+") if set(said.split("+")) <= _nouns() else []
        self._nouns = tuple(dict.fromkeys([*file.nouns, *others]))
        kinds = [(kind.value, say(kind.words)) for kind in wording.list_kinds()]
        now = "+".join(file.nouns)
        own = [] if now in dict(kinds) or not now else [(now, say(file.kind))]
        if others and said not in {now, *dict(kinds)}:
            own.append((said, ", ".join(str(dict(kinds).get(one, one)) for one in others)))
        self.fields["kind"] = forms.ChoiceField(
            label=_("What each row of it is"), initial=now,
            choices=[*own, *kinds, ("", _("nothing: leave the whole file out"))], required=False,
            help_text=_("If you change this, the columns are looked at anew for what you say."),
        )  # fmt: skip
        self.fields["origin"] = forms.RegexField(
            "^[a-z0-9_]{1,40}$", label=_("The tool it comes from"), initial=file.origin,
            help_text=_("Files of one tool share their numbers. Small letters and digits."),
            error_messages={"invalid": _("Write small letters, digits and _ only.")},
        )  # fmt: skip
        for column in file.columns:
            self._add(column)

    def _add(self, column: Column) -> None:
        asked = [("", gettext("not decided yet"))] if column.target == ASK else []
        choices = target_choices(
            self._nouns, header=column.header, guess=likely(column), now=column.target
        )
        self.fields[f"c{column.place}"] = forms.ChoiceField(
            choices=[*asked, *choices], required=False,
            initial="" if column.target == ASK else column.target,
            label=_("What “%(column)s” becomes") % {"column": column.called},
        )  # fmt: skip
        if column.sort == wording.DATES or f"d{column.place}" in self.data:
            self.fields[f"d{column.place}"] = forms.ChoiceField(
                choices=_orders(column), required=False, initial=column.dates,
                label=_("Order of the date in “%(column)s”") % {"column": column.called},
            )  # fmt: skip
        if column.sort == wording.MONEY or f"m{column.place}" in self.data:
            self.fields[f"m{column.place}"] = forms.RegexField(
                "^[A-Za-z]{3}$", required=False, initial=column.currency, max_length=3,
                label=_("Currency of “%(column)s”") % {"column": column.called},
                error_messages={"invalid": _("Three letters, such as EUR.")},
            )  # fmt: skip

        if column.is_zoneless or column.zone or f"z{column.place}" in self.data:
            self.fields[f"z{column.place}"] = ZoneField(
                required=False, initial=column.zone,
                label=_("Time zone of “%(column)s”") % {"column": column.called},
                widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
                help_text=_("For times that do not say theirs. Empty: %(zone)s, as for all files.")
                % {"zone": self._zone},
            )  # fmt: skip
        self.fields.update(make_fields(column, data=self.data))

    @property
    def zones(self) -> list[str]:
        """List the time zones to choose from, where there is something to choose."""
        is_asked = any(isinstance(field, ZoneField) for field in self.fields.values())
        return [zone for zone, _ in list_zones()] if is_asked else []

    def words(self) -> Iterator[WordsRow]:
        """Give the words of columns with their fields."""
        return list_rows(self, columns=self.file.columns)

    def rows(self) -> Iterator[ColumnRow]:
        """Give the columns with their fields."""
        for column in self.file.columns:
            yield ColumnRow(
                column=column,
                target=self[f"c{column.place}"],
                dates=self[f"d{column.place}"] if f"d{column.place}" in self.fields else None,
                currency=self[f"m{column.place}"] if f"m{column.place}" in self.fields else None,
                zone=self[f"z{column.place}"] if f"z{column.place}" in self.fields else None,
            )

    def decision(self) -> FileDecision:
        """Give what was said; what is as it was is not said again."""
        told = self.cleaned_data
        fills = tuple(part for part in told["kind"].split("+") if part)
        origin = told["origin"] if told["origin"] != self.file.origin else ""
        columns = (_column(column, told, self.data) for column in self.file.columns)
        return FileDecision(
            self.file.path, self.file.name, origin=origin,
            fills=fills if fills != self.file.nouns else None,
            columns=tuple(one for one in columns if one != ColumnDecision(one.place)),
        )  # fmt: skip


def _nouns() -> set[str]:
    return {noun for kind in wording.list_kinds() for noun in kind.value.split("+")}


def _orders(column: Column) -> Choices:
    known = {"", *dict(ANY_ORDER)}
    own = [] if column.dates in known else [(column.dates, gettext("as it was found out"))]
    usual = [("", gettext("as it was found out"))] if column.dates == "" else []
    return [*own, *usual, *ANY_ORDER]


def _column(
    column: Column,
    told: dict[str, Any],
    data: Mapping[str, Any],  # Any: as the library has it
) -> ColumnDecision:
    def changed(name: str, before: str) -> str:
        said = told.get(f"{name}{column.place}", "") or ""
        return said if said != before else ""

    return ColumnDecision(
        column.place, target=changed("c", column.target), dates=changed("d", column.dates),
        currency=changed("m", column.currency).upper(),
        zone=_zone(column, told, data),
        words=list_decisions(told, column=column, target=told.get(f"c{column.place}", "")),
    )  # fmt: skip


def _zone(column: Column, told: Mapping[str, Any], data: Mapping[str, Any]) -> str:  # Any: dito
    said = told.get(f"z{column.place}", column.zone)
    if f"z{column.place}" not in data or said == column.zone:
        return AS_PLANNED
    return said or USUAL


class LeftForm(forms.Form):
    """What a file is after all that was left out."""

    def __init__(self, data: Any = None, *, left: Left) -> None:  # Any: as the library has it
        super().__init__(data)
        self.left = left
        self.fields["kind"] = forms.ChoiceField(
            label=_("What each row of it is"),
            choices=[(kind.value, say(kind.words)) for kind in wording.list_kinds()],
        )

    def decision(self) -> FileDecision:
        """Give what was said."""
        fills = tuple(self.cleaned_data["kind"].split("+"))
        return FileDecision(self.left.path, self.left.name, fills=fills)

    def columns(self) -> tuple[tuple[str, str], ...]:
        """List what was chosen for its columns before somebody left the file out."""
        places = [name[1:] for name in self.data if name[:1] == "c" and name[1:].isdigit()]
        said = [(place, self.data[f"c{place}"]) for place in sorted(places, key=int)]
        return tuple(
            (gettext("Column %(n)s") % {"n": int(place) + 1}, say(wording.say(target=target)))
            for place, target in said if target
        )  # fmt: skip
