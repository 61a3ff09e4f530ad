"""What customers owe, per delivery or from before: terms, invoice, what is still open and since when."""
