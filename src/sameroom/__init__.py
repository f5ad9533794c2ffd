"""Sameroom: where sales and marketing are apart, what it costs, and the place to put it right."""

__version__ = "0.1.0"
