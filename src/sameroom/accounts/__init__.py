"""Existing and former customers: who stays, who grows, who comes back."""
