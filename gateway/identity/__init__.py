"""Who is calling: users with their roles, sessions, API tokens and the first administrator."""
