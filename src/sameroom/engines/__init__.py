"""Where facts are kept and asked."""
