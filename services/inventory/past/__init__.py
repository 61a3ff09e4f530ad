"""Past 往日库存: stock and its value as they were at the end of any day."""
