"""What the world of the contract tests brings about, by the department that does it."""
