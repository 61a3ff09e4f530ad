"""Long work that somebody asked for: it runs in the worker beside the consumer, with progress one can read."""
