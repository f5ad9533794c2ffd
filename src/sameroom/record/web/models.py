"""Whom the record knows and what happened, laid out for pages to look up by key.

Rows are written in generations: a new one is written beside the old and shown only when it is
whole, so that no page ever sees half of one.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sameroom.webkit.called import CalledField


class Subject(models.Model):
    """A company, a person or a deal."""

    generation = models.BigIntegerField()
    key = models.CharField(max_length=20)
    noun = models.CharField(max_length=10)
    name = CalledField(max_length=300)
    facts = models.JSONField(default=list)
    owner_id = models.CharField(max_length=200, blank=True)

    class Meta:
        """A subject has one row a generation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["generation", "key"], name="subject_once"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class SubjectTeam(models.Model):
    """A team that owns a subject or had to do with it."""

    generation = models.BigIntegerField()
    key = models.CharField(max_length=20)
    team = models.CharField(max_length=20)

    class Meta:
        """A team stands once beside a subject."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["generation", "key", "team"], name="subject_team_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.team}"


class SubjectWord(models.Model):
    """A word that a subject is found by, once for each scope that sees it: see `search.py`."""

    generation = models.BigIntegerField()
    scope = models.CharField(max_length=210)  # "*", "team:sales", "own:crm:3"
    word = models.CharField(max_length=330)  # as `record.finding.key_of` writes it
    noun = models.CharField(max_length=10)
    key = models.CharField(max_length=20)

    class Meta:
        """All words that begin alike stand together."""

        indexes: ClassVar = [
            models.Index(fields=["generation", "scope", "word", "key", "noun"], name="subject_word")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class WordsUsed(models.Model):
    """Which generation's words find the subjects of a generation.

    Reading anew seldom brings another name, and words are most of what it would write: where none
    has changed, a generation uses those of the one that was shown before.
    """

    generation = models.BigIntegerField(unique=True)
    words_of = models.BigIntegerField()
    digest = models.CharField(max_length=32)  # of all that the words are made of

    def __str__(self) -> str:
        return f"{self.generation} uses {self.words_of}"


class SourceRow(models.Model):
    """A row of an export that a company or a person is made of; see `record.source_rows`."""

    generation = models.BigIntegerField()
    key = models.CharField(max_length=20)
    noun = models.CharField(max_length=10)
    ref = models.CharField(max_length=400)
    origin = models.CharField(max_length=100, blank=True)
    says = models.JSONField(default=dict)
    rule = models.CharField(max_length=40)
    evidence = models.CharField(max_length=400, blank=True)
    is_first = models.BooleanField()

    class Meta:
        """Found by whom they make."""

        indexes: ClassVar = [models.Index(fields=["generation", "key"], name="source_row_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.ref}"


class TimelineEntry(models.Model):
    """Something that either team did, or that happened."""

    generation = models.BigIntegerField()
    happened_at = models.DateTimeField()
    entry_id = models.CharField(max_length=400)
    side = models.CharField(max_length=20)
    noun = models.CharField(max_length=20)
    kind = models.CharField(max_length=100, blank=True)
    about = models.CharField(max_length=300, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    member_id = models.CharField(max_length=200, blank=True)
    member_name = models.CharField(max_length=200, blank=True)
    member_team = models.CharField(max_length=20, blank=True)
    person_key = models.CharField(max_length=20, blank=True)
    account_key = models.CharField(max_length=20, blank=True)
    deal_key = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=40, blank=True, default="", db_default="")  # as agreed

    class Meta:
        """Found by whom they are about, the latest first."""

        indexes: ClassVar = [
            models.Index(fields=["generation", f"{noun}_key", "-happened_at"], name=f"entry_{noun}")
            for noun in ("person", "account", "deal")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.kind}"


class Shown(models.Model):
    """Which generation pages show. There is one row."""

    only = models.BooleanField(default=True, unique=True)
    generation = models.BigIntegerField()
    team_sizes = models.JSONField(default=dict)
    pairs_beyond = models.JSONField(default=dict)  # by kind, how many more are worth a look

    def __str__(self) -> str:
        return str(self.generation)


class MatchPair(models.Model):
    """Two records worth a look: whether they are one. A pair has one key in every generation."""

    generation = models.BigIntegerField()
    key = models.CharField(max_length=20)
    place = models.IntegerField()
    noun = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    is_joined = models.BooleanField()
    likelihood = models.FloatField(null=True)
    evidence = models.JSONField(default=list)
    left_ref = models.CharField(max_length=400)
    left_origin = models.CharField(max_length=100, blank=True)
    left_says = models.JSONField(default=dict)
    right_ref = models.CharField(max_length=400)
    right_origin = models.CharField(max_length=100, blank=True)
    right_says = models.JSONField(default=dict)

    class Meta:
        """A pair has one row a generation, and they are shown in their order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["generation", "key"], name="match_pair_once"),
            models.UniqueConstraint(fields=["generation", "place"], name="match_pair_in_place"),
        ]

    def __str__(self) -> str:
        return self.key


class Word(models.TextChoices):
    """What somebody says of a pair."""

    SAME = "same", _("one and the same")
    DIFFERENT = "different", _("two different ones")
    LATER = "later", _("not sure, later")


class MatchWord(models.Model):
    """What somebody said of a pair, and how far the record has followed.

    Only ids are kept, no names: those are the generations', and go with them.
    """

    key = models.CharField(max_length=20)
    noun = models.CharField(max_length=10)
    left_ref = models.CharField(max_length=400)
    right_ref = models.CharField(max_length=400)
    word = models.CharField(max_length=10, choices=Word.choices)
    said_by = models.IntegerField()
    said_at = models.DateTimeField()
    before = models.CharField(max_length=10, null=True)  # what the record said; "" for nothing
    followed_at = models.DateTimeField(null=True)
    undone_by = models.IntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    unfollowed_at = models.DateTimeField(null=True)

    class Meta:
        """One word stands on a pair at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(undone_at=None), name="match_word_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.word}"
