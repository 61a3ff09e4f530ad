"""Sales orders: from the draft to what was delivered or called off."""
