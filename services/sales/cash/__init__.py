"""What customers owe and are owed: receivables, credit notes and the settlement between them."""
