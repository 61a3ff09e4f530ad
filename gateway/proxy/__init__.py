"""The way through: an allowed request goes to its service unchanged, everything else stops here."""
