"""Samples for the pattern page; it speaks to whoever builds pages, and English only."""

from typing import Any

from django import forms

NAMES = {
    "text": "A line of text",
    "long": "Several lines",
    "choice": "One of several",
    "several": "Any of several",
    "tick": "Yes or no",
}
HELP = "What to write here, with an example: Acme GmbH."
WRONG = "What concerns the whole form stands above it."


class SampleForm(forms.Form):
    """One field of each kind."""

    text = forms.CharField()
    long = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    choice = forms.ChoiceField(choices=[("a", "The first"), ("b", "The second")])
    several = forms.MultipleChoiceField(
        choices=[("a", "The first"), ("b", "The second")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tick = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **told: Any) -> None:  # Any: as the library has it
        super().__init__(*args, **told)
        for name, label in NAMES.items():
            self.fields[name].label = label
        self.fields["text"].help_text = HELP


def refused() -> SampleForm:
    """Give one that was filled in wrongly."""
    form = SampleForm({"text": "", "choice": "a"}, auto_id="refused-%s")
    form.add_error(None, WRONG)
    return form
