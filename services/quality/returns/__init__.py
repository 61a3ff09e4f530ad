"""Returned pieces of a case: in quarantine, judged, disposed of."""
