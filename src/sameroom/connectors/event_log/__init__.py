"""Event logs in XES: cases, activities, timestamps, resources."""
