"""The record's pages: one timeline of everything both teams did."""
