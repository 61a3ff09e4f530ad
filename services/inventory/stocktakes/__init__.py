"""Stocktakes 盘点: a sheet of what a warehouse should have, counted while goods go on moving."""
