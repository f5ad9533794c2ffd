"""Imports in the browser: bring files, decide on the plan, run it, take it back."""
