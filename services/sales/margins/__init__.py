"""What a customer's business earned: kept totals per customer and product, and quality cost."""
