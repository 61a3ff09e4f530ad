"""Views across services, composed from their own HTTP answers as the caller may see them; nothing is stored."""
