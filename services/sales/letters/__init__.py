"""Dunning letters: proposed by a run, sent and recorded by finance."""
