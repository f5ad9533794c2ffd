"""What every page needs: who may see what, the audit log, the frame around a page, the look."""
