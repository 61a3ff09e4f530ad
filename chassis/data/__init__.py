"""Databases: exact column types, transactions, locks, the journal and the vault."""
