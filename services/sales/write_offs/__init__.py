"""What is given up of receivables: tails under a limit, bad debts, and what is recovered of them."""
