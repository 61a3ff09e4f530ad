"""Holds 冻结: a case keeps a lot from leaving, and lets it go again."""
