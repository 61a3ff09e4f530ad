"""API tokens: keys for programs, with some of their owner's permissions, and what they are changed for."""
