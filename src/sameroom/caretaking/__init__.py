"""Looking after the room: checks, backup and restore, erasing, health."""
