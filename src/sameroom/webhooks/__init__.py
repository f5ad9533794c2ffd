"""Telling other systems what happens in the room: signed, and again until it arrives."""
