"""Documents 单据: whatever moves or holds stock, by its number, and the way from it to its lots."""
