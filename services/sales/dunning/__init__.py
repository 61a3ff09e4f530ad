"""Dunning levels as data, and the level on which each customer stands."""
