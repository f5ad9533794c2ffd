"""One measure a pair of files: the SQL that asks, the Python that tells."""
