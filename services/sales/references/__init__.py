"""What sales knows of other services' things: copies of customers, products and held lots."""
