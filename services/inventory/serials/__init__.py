"""Serial numbers 序列号: where each piece is, and all that happened to it."""
