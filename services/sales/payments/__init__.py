"""What customers paid and got back: payments by method, bills with maturity, refunds."""
