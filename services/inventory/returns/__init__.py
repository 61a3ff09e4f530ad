"""Returns 退货: goods that came back, in quarantine until their verdict."""
