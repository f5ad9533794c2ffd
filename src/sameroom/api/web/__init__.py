"""Puts the endpoints of every web half together under one address."""
