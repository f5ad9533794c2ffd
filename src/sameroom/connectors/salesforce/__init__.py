"""Salesforce: its objects by their API names and as connectors land them."""
