"""Inspections 来料检验: what arrives for a planned product is quarantined until its sample says more."""
