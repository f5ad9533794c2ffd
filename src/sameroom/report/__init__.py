"""The audit's document."""
