"""How a column of names is read where somebody was erased: in the reader's language."""

from typing import Any

from django.db import models
from django.utils.translation import gettext, gettext_noop

from sameroom.webkit.erasing import ALONE, WORD

SAID = {
    ALONE["person"]: gettext_noop("Erased person"),
    ALONE["account"]: gettext_noop("Company of an erased person"),
    ALONE["deal"]: gettext_noop("Deal of an erased person"),
}


class Nobody(str):
    """The words that stand for a name that was erased; the database keeps `word` of them."""

    __slots__ = ("word",)
    word: str

    def __new__(cls, said: str, word: str = WORD) -> "Nobody":
        """Say something, and keep what the database keeps of it."""
        one = super().__new__(cls, said)
        one.word = word
        return one

    def __getitem__(self, _places: Any) -> "Nobody":  # Any: as a text has it
        """Stay what it is when it is cut to a length: a part of it would be kept as a name."""
        return self


def called(name: str, *, noun: str = "person") -> str:
    """Give a name, or the words for one that was erased.

    Args:
        noun: what bears the name, where that is not kept with it.
    """
    word = ALONE.get(noun, WORD) if name == WORD else name
    return Nobody(gettext(SAID[word]), word) if word in SAID else name


def kept(value: object) -> object:
    """Give what the database keeps of a value."""
    return value.word if isinstance(value, Nobody) else value


class CalledField(models.CharField):  # type: ignore[type-arg]  # takes none when it is run
    """A column of names, of people who may have been erased since, or with such a name alone.

    Args:
        noun: what all names of the column are of, where that is no person.
    """

    def __init__(self, *args: Any, noun: str = "person", **told: Any) -> None:  # Any: as it has
        super().__init__(*args, **told)
        self.noun = noun

    def from_db_value(self, value: str | None, *_told: object) -> str | None:
        """Give the name, or the words for one that was erased."""
        return None if value is None else called(value, noun=self.noun)

    def get_prep_value(self, value: Any) -> Any:  # Any: whatever is looked for
        """Write the words in no language."""
        return super().get_prep_value(kept(value))

    def value_to_string(self, obj: models.Model) -> str:
        """Write the words in no language to a file, too."""
        return str(kept(self.value_from_object(obj)))

    def deconstruct(self) -> Any:  # Any: as the library has it
        """Tell migrations of a plain column: the database knows no other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
