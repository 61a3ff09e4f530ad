"""Cost of poor quality: what a case cost, on which customer's account."""
