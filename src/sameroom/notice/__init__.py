"""Telling people what concerns them: in the room, by mail, in the chat, in their calendar."""
