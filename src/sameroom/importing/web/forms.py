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
from sameroom.importing.web.answered import NONE, key_of
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
            choices=list_zones, label=_("The time zone of times that do not say theirs")
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
