"""The inbox, each person's choices, what is sent outside, and acts by one-time link."""
