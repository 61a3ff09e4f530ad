"""Trace 追溯: a lot up to its receipts and down to its customers, in one balanced line."""
