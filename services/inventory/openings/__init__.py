"""Openings 期初: what was in a warehouse before the books began, entered once and signed."""
