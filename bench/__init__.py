"""Measures of the whole system against the limit of its own database; `make bench` runs them."""
