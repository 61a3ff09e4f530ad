"""What settles what: every customer's money and credits, and the receivables they were used for."""
