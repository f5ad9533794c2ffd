"""What is brought, and what a plan as a whole asks of a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any  # Any: as the library has it
from zoneinfo import available_timezones

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sameroom.connectors.mapping import ASK, ATTRIBUTE, IGNORE
from sameroom.importing import wording
from sameroom.importing.answering import ColumnDecision, FileDecision
from sameroom.importing.found import Column, File, Found
from sameroom.importing.questions import ORDERS, Question
from sameroom.importing.web.answered import NONE, OTHER, answer_of, key_of
from sameroom.importing.web.said import say

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
    # The last field of all: a body that broke off on its way lacks it.
    whole = forms.CharField(widget=forms.HiddenInput(), required=False)

    def clean(self) -> None:
        """Hold that nothing broke off on its way: files that came before would be kept alone."""
        if not self.cleaned_data["whole"] and "exports" in self.cleaned_data:
            words = gettext("Only a part of it arrived, so nothing of it was kept. Send it again.")
            self.add_error("exports", words)


def likely(column: Column) -> tuple[str, ...]:
    """List what a column may be, the likeliest first."""
    return tuple(dict.fromkeys((*column.guess, *column.may_be)))


def target_choices(
    nouns: tuple[str, ...], *, header: str, guess: tuple[str, ...] = (), now: str = ""
) -> Choices:
    """List what a column can become: what it may be first, then everything else."""
    first = [(one, say(wording.say(target=one))) for one in (now, *guess) if one and one != ASK]
    usual = [*dict(first).items(), *_asides(nouns, header)]
    groups = [
        (say(group.words), [(choice.value, say(choice.words)) for choice in group.choices])
        for group in wording.list_targets(nouns=nouns)
    ]
    return [*dict(usual).items(), *groups]


def _asides(nouns: tuple[str, ...], header: str) -> Choices:
    """List what a column can become that is no field."""
    can_keep = {"lead", "person", "deal", "account"} & set(nouns)
    spare = [(ATTRIBUTE + header, gettext("keep it as it is"))] if can_keep and header else []
    return [(IGNORE, gettext("leave it out")), *spare]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its field, as the page shows it.

    Args:
        other: the field with everything that a column can become, where the first has what is
            likely.
    """

    question: Question
    file: File
    columns: tuple[Column, ...]
    field: BoundField
    key: str
    key_name: str
    other: BoundField | None = None


class AnswersForm(forms.Form):
    """The questions of a plan, and what holds for all its files."""

    def __init__(self, data: Any = None, *, found: Found, initial: Any = None) -> None:  # Any: dito
        super().__init__(data, initial=initial)
        self.found = found
        for place, question in enumerate(found.questions):
            file = found.file_of(question)
            if file is not None:
                self._ask(place, question, file)
        self.fields["currency"] = forms.RegexField(
            "^[A-Za-z]{3}$", required=False, label=_("The currency you count in"),
            help_text=_("Three letters, such as EUR. Empty: the one that most amounts are in."),
            error_messages={"invalid": _("Write the three letters of its code, such as EUR.")},
        )  # fmt: skip
        self.fields["zone"] = forms.ChoiceField(
            choices=list_zones, label=_("The time zone of times that do not say theirs")
        )

    def _ask(self, place: int, question: Question, file: File) -> None:
        """Ask a question; what is likely stands to be ticked, the rest in a list beside it."""
        field = _field(question, file)
        column = file.columns[question.places[0]]
        if question.kind == "what" and likely(column):
            self.fields[f"q{place}o"] = field
            field = _LikelyField(column=column, nouns=file.nouns, all_choices=field.choices)
        self.fields[f"q{place}"] = field

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:  # Any: dito
        """Tick what was answered, or that it is something else, and choose it there."""
        said = super().get_initial_for_field(field, field_name)
        if isinstance(field, _LikelyField):
            return OTHER if said and said not in field.shown else said or ""
        beside = self.fields.get(field_name.removesuffix("o"))
        if field_name.endswith("o") and isinstance(beside, _LikelyField):
            answer = (self.initial or {}).get(field_name.removesuffix("o"), "")
            return "" if answer in beside.shown else answer
        return said

    def clean(self) -> None:
        """Hold that something else is said where it is none of what is likely."""
        for place in range(len(self.found.questions)):
            name = f"q{place}"
            if self.cleaned_data.get(name) == OTHER and not answer_of(self.cleaned_data, place):
                self.add_error(name, gettext("Choose what it is, or that you decide later."))

    def asked(self) -> Iterator[Asked]:
        """Give the questions with their fields."""
        for place, question in enumerate(self.found.questions):
            file = self.found.file_of(question)
            if file is not None:
                columns = tuple(file.columns[number] for number in question.places)
                other = self[f"q{place}o"] if f"q{place}o" in self.fields else None
                key = key_of(question)
                yield Asked(question, file, columns, self[f"q{place}"], key, f"k{place}", other)

    def decisions(self) -> list[FileDecision]:
        """Give what was answered, file by file; what was not stays asked."""
        said: dict[tuple[str, str], list[ColumnDecision]] = {}
        for place, question in enumerate(self.found.questions):
            if answer := answer_of(self.cleaned_data, place):
                columns = said.setdefault((question.path, question.name), [])
                columns += _decisions(question, answer)
        return [FileDecision(*key, columns=tuple(columns)) for key, columns in said.items()]


class _LikelyField(forms.ChoiceField):
    """Ticks one of the fields that a column may be; takes every other one as well."""

    def __init__(self, *, column: Column, nouns: tuple[str, ...], all_choices: Any) -> None:
        first = [(one, say(wording.say(target=one))) for one in likely(column)]
        quick: Choices = [
            *first, *_asides(nouns, column.header),
            (OTHER, gettext("something else")), ("", gettext("I decide later")),
        ]  # fmt: skip
        self.shown = frozenset(value for value, _words in quick) - {OTHER}
        super().__init__(
            choices=[*all_choices, (OTHER, "")], widget=forms.RadioSelect(), required=False
        )
        self.widget.choices = quick  # what is taken is more than what is ticked


def list_zones() -> Choices:
    """List the time zones to choose from."""
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
    choices = target_choices(file.nouns, header=columns[0].header, guess=likely(columns[0]))
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
