"""What people say with a move."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import wording

MOVES = [(one.value, one.value) for one in Move]
STATES = [(one.value, one.value) for one in State]
FAMILIES = [
    ("procedural", _("The way it came: wrong desk, known already")),
    ("clerical", _("Its data are wrong or missing")),
    ("definitional", _("It is not the customer we agreed on")),
]


class MoveForm(forms.Form):
    """A move and what is said with it."""

    move = forms.ChoiceField(choices=MOVES)
    read_as = forms.ChoiceField(choices=STATES)
    listed = forms.CharField(required=False, max_length=2)
    family = forms.ChoiceField(choices=[("", ""), *FAMILIES], required=False)
    reason = forms.CharField(required=False, max_length=300)
    note = forms.CharField(required=False, max_length=4_000)
    return_on = forms.DateField(required=False)
    must_change = forms.CharField(required=False, max_length=300)

    def told(self) -> Told:
        """Give what was said; a listed reason brings its family."""
        said = self.cleaned_data
        family, reason = moves.reason_of(number=said["listed"])
        return Told(
            family=family or said["family"],
            reason=said["reason"].strip() or reason,
            note=said["note"].strip(),
            return_on=said["return_on"],
            must_change=said["must_change"].strip(),
        )

    def check(self, *, today: date) -> bool:
        """Tell whether everything that the move asks is there; what lacks stands at its field."""
        if not self.is_valid():
            return False
        self.note_lacks(today=today)
        return not self.errors

    def note_lacks(self, *, today: date) -> None:
        """Tell what lacks, at its field; where no reason was given at all, once, at the list."""
        move, told = Move(self.cleaned_data["move"]), self.told()
        wrong = moves.lacks(move=move, told=told, today=today)
        if move is Move.REJECT and {"reason", "family"} <= set(wrong):
            self.add_error("listed", wording.lacking(wrong.pop("reason")))
            wrong.pop("family")
        for field, words in wrong.items():
            self.add_error(field, wording.lacking(words))


class BulkForm(forms.Form):
    """Which waiting leads are turned down as duplicates at once."""

    cases = forms.TypedMultipleChoiceField(coerce=int, choices=(), error_messages={
        "required": _("Tick the leads first."),
    })  # fmt: skip
    act = forms.ChoiceField(choices=[("duplicate", "duplicate")])

    def __init__(self, data: QueryDict | None = None, *, ids: list[int]) -> None:
        super().__init__(data)
        self.fields["cases"].choices = [(one, one) for one in ids]  # type: ignore[attr-defined]  # its kind


class HandForm(forms.Form):
    """What a marketer says when handing somebody over."""

    promise = forms.CharField(
        label=_("What were they promised?"), max_length=300,
        help_text=_("In the words of the advertisement, the page or the mail."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why now?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What they did that shows they want to talk."),
    )  # fmt: skip
    campaign = forms.CharField(label=_("Campaign"), max_length=200, required=False)
