"""What a customer's business earned: kept totals in three grains, and quality cost."""
