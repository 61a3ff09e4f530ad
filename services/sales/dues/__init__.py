"""What is due as of any day: ageing, statements, days sales outstanding, how customers pay."""
