"""What every part of the interface for programs shares: problems, scopes, pages, repeats."""
