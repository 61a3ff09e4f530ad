"""Flows through several services."""
