"""Credit notes: what customers are credited for what they sent back."""
