"""Sessions: signing in with a number and a password, and out again."""
