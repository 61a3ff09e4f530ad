"""Lots a case keeps from leaving, who is affected by that, and on what ground each hold ended."""
