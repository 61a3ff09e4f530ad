"""Cases: one concern worked from containing to closing."""
