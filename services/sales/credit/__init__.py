"""What a customer may owe: one account per customer, and the holds of orders that would exceed it."""
