"""Files of tools that have no card: recognised by meaning and content."""
