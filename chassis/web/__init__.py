"""The HTTP door: tokens, permissions, idempotency, shapes, problems."""
