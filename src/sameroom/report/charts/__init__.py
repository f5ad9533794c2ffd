"""Charts as SVG, each made by a small pure function."""
