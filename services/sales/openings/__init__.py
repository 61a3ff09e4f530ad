"""Opening balances: what customers owed and were owed before the books began."""
