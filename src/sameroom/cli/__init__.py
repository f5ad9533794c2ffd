"""The users' command, one file a command."""
