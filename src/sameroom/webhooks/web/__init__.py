"""Who is told of what, what was sent to them, and the pages for it."""
