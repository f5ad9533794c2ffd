"""Signing in, inviting, and looking after people in the browser."""
