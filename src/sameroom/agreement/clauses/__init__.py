"""The clauses of the agreement: what both teams sign, as frozen data."""

from sameroom.agreement.clauses.costs import Guess
from sameroom.agreement.clauses.group import read_group
from sameroom.agreement.clauses.teams import Calendar, Criterion, Step
from sameroom.agreement.clauses.whole import Clauses

__all__ = ["Calendar", "Clauses", "Criterion", "Guess", "Step", "read_group"]
