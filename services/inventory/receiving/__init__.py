"""Receiving 入库: goods of a checked purchase order come into stock, or into quarantine before it."""
