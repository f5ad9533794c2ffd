"""One folder an outside system, each with its card."""
