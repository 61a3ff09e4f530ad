"""Deadlines of a case: when each step is due, when it turns amber, whether it was late."""
