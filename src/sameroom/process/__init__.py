"""One of the areas; see its README."""
