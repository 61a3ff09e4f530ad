"""What is done about stocktakes, from the sheet to its differences in the books."""
