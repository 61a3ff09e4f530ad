"""Self-check between the ledgers: every number that two places keep, read with SQL of its own.

It imports no command, query or rule of a service, so that a mistake there can't hide itself here.
"""
