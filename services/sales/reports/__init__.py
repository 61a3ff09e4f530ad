"""What selling came to: sales list, rankings, margins and return rates, read from kept totals."""
