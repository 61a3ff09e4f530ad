"""Users: who works here, in which department, with which roles."""
