"""Mailchimp: campaigns, recipients and what they did."""
