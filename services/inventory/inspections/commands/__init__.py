"""What is done about incoming inspection, from the plan to the last piece out of quarantine."""
