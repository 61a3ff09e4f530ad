"""What the system promises to clients and to itself: its documents, its refusals, its facts."""
