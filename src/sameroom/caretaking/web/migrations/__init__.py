"""The tables of caretaking."""
