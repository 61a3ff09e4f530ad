"""Copies of other services' things: customers, products, lots with their last stated balance."""
