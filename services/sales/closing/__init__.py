"""Month closing 月结: what hinders it, closing, and re-opening by a second person."""
