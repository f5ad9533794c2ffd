"""Drafting, discussing, signing and comparing the agreement in the browser."""
