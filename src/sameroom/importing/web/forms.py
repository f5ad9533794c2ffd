"""What is brought, and what a plan asks of a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any  # Any: as the library has it
from zoneinfo import available_timezones

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sameroom.connectors.mapping import ASK, ATTRIBUTE, IGNORE
from sameroom.importing import wording
from sameroom.importing.answering import AS_PLANNED, USUAL, ColumnDecision, FileDecision
from sameroom.importing.found import Column, File, Found, Left
from sameroom.importing.questions import ORDERS, Question
from sameroom.importing.web.answered import NONE, key_of
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
AGREED = {"lead.status", "person.lifecycle_stage"}  # their words are a clause of the agreement
Choices = list[tuple[str, Any]]  # Any: a text, or a group of choices


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Gives a list of files."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> Any:  # Any: as the library has it
        """Check each of them; an empty file is no mistake, the plan passes it over."""
        several = [one for one in (data if isinstance(data, list) else [data]) if one]
        if not several:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return several


class BringForm(forms.Form):
    """Exports to import."""

    exports = FilesField(
        label=_("Your exports"),
        error_messages={"required": _("Choose at least one file.")},
        widget=Files(attrs={"data-drop-files": ""}),
        help_text=_(
            "As your tools give them: CSV, Excel, JSON lines, Parquet, zipped or not. Choose as "
            "many as you like."
        ),
    )


def target_choices(
    nouns: tuple[str, ...], *, header: str, guess: tuple[str, ...] = (), now: str = ""
) -> Choices:
    """List what a column can become: what it may be first, then everything else."""
    can_keep = {"lead", "person", "deal", "account"} & set(nouns)
    spare = [(ATTRIBUTE + header, gettext("keep it as it is"))] if can_keep and header else []
    first = [(one, say(wording.say(target=one))) for one in (now, *guess) if one and one != ASK]
    usual = [*dict(first).items(), (IGNORE, gettext("leave it out")), *spare]
    groups = [
        (say(group.words), [(choice.value, say(choice.words)) for choice in group.choices])
        for group in wording.list_targets(nouns=nouns)
    ]
    return [*dict(usual).items(), *groups]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its field, as the page shows it."""

    question: Question
    file: File
    columns: tuple[Column, ...]
    field: BoundField
    key: str
    key_name: str


class ZoneField(forms.CharField):
    """A time zone, or nothing for that of all files."""

    def clean(self, value: Any) -> Any:  # Any: as the library has it
        """Hold that there is such a zone, however it is capitalised."""
        said = super().clean(value)
        known = next((one for one, _ in _zones() if one.lower() == said.lower()), "")
        if said and not known:
            words = gettext("There is no time zone “%(zone)s”. Write one such as Europe/Berlin.")
            raise forms.ValidationError(words % {"zone": said[:60]}, code="invalid")
        return known


class AnswersForm(forms.Form):
    """The questions of a plan, and what holds for all its files."""

    def __init__(self, data: Any = None, *, found: Found, initial: Any = None) -> None:  # Any: dito
        super().__init__(data, initial=initial)
        self.found = found
        for place, question in enumerate(found.questions):
            file = found.file_of(question)
            if file is not None:
                self.fields[f"q{place}"] = _field(question, file)
        self.fields["currency"] = forms.RegexField(
            "^[A-Za-z]{3}$", required=False, label=_("The currency you count in"),
            help_text=_("Three letters, such as EUR. Empty: the one that most amounts are in."),
            error_messages={"invalid": _("Write the three letters of its code, such as EUR.")},
        )  # fmt: skip
        self.fields["zone"] = forms.ChoiceField(
            choices=_zones, label=_("The time zone of times that do not say theirs")
        )

    def asked(self) -> Iterator[Asked]:
        """Give the questions with their fields."""
        for place, question in enumerate(self.found.questions):
            file = self.found.file_of(question)
            if file is not None:
                columns = tuple(file.columns[number] for number in question.places)
                yield Asked(
                    question, file, columns, self[f"q{place}"], key_of(question), f"k{place}"
                )

    def decisions(self) -> list[FileDecision]:
        """Give what was answered, file by file; what was not stays asked."""
        said: dict[tuple[str, str], list[ColumnDecision]] = {}
        for place, question in enumerate(self.found.questions):
            if answer := self.cleaned_data.get(f"q{place}"):
                columns = said.setdefault((question.path, question.name), [])
                columns += _decisions(question, answer)
        return [FileDecision(*key, columns=tuple(columns)) for key, columns in said.items()]


def _zones() -> Choices:
    return [(zone, zone) for zone in sorted(available_timezones()) if "/" in zone or zone == "UTC"]


def _field(question: Question, file: File) -> forms.ChoiceField:
    columns = [file.columns[place] for place in question.places]
    radio = forms.RadioSelect()
    if question.kind == "which":
        choices: Choices = [(str(one.place), one.called) for one in columns]
        choices.append((NONE, gettext("none of them")))
        return forms.ChoiceField(choices=choices, widget=radio, required=False)
    if question.kind == "order":
        orders = [(order, gettext(words)) for order, words in ORDERS]
        choices = [*orders, (IGNORE, gettext("leave this column out"))]
        return forms.ChoiceField(choices=choices, widget=radio, required=False)
    choices = target_choices(file.nouns, header=columns[0].header, guess=columns[0].guess)
    return forms.ChoiceField(choices=[("", gettext("not decided yet")), *choices], required=False)


def _decisions(question: Question, answer: str) -> list[ColumnDecision]:
    if question.kind == "order":
        target, dates = (IGNORE, "") if answer == IGNORE else (question.target, answer)
        return [ColumnDecision(question.places[0], target=target, dates=dates)]
    if question.kind == "what":
        return [ColumnDecision(question.places[0], target=answer)]
    return [
        ColumnDecision(place, target=question.target if str(place) == answer else IGNORE)
        for place in question.places
    ]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with its fields, as the page shows it."""

    column: Column
    target: BoundField
    dates: BoundField | None
    currency: BoundField | None
    zone: BoundField | None

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
            self._nouns, header=column.header, guess=column.guess, now=column.target
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
        return [zone for zone, _ in _zones()] if is_asked else []

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
