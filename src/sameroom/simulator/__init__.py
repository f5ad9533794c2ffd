"""The planted company: a seeded simulator whose disconnects are known."""

from sameroom.simulator.company import SIZE_ACCOUNTS, Company
from sameroom.simulator.write import Written, simulate

__all__ = ["SIZE_ACCOUNTS", "Company", "Written", "simulate"]
