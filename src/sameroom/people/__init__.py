"""Who works here: teams, roles, rights, and what one may know of other people."""
