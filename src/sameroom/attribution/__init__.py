"""Attribution: who gets the credit, as a range over models."""
