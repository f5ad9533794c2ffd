"""What is said beside a field that was left empty."""

import pytest
from django import forms
from django.utils import translation

from sameroom.webkit.apps import REQUIRED


class Form(forms.Form):
    name = forms.CharField()
    day = forms.DateField()
    team = forms.ChoiceField(choices=[("sales", "Sales")])
    teams = forms.MultipleChoiceField(choices=[("sales", "Sales")])
    agrees = forms.BooleanField()
    file = forms.FileField()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Fill this in.", "Choose one of these.", "Tick this to go on.", "Choose a file."]),
        ("de", ["Füllen Sie dieses Feld aus.", "Wählen Sie eines davon.",
                "Setzen Sie hier das Häkchen, um weiterzugehen.", "Wählen Sie eine Datei."]),
    ],
)  # fmt: skip
def test_it_says_what_to_do_by_the_kind_of_field(language: str, said: list[str]) -> None:
    with translation.override(language):
        told = [str(one[0]) for one in Form({}).errors.values()]
    fill, choose, tick, file = said
    assert told == [fill, fill, choose, choose, tick, file]


def test_what_else_a_field_says_stays() -> None:
    assert len(REQUIRED) == 4
    wrong = Form({"name": "a", "day": "soon", "team": "x", "teams": ["x"]}).errors
    assert "Enter a valid date." in wrong["day"]
    assert wrong["team"][0].startswith("Select a valid choice.")
    assert wrong["teams"][0].startswith("Select a valid choice.")
