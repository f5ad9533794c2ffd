"""Odoo: crm.lead with leads and opportunities in one table."""
