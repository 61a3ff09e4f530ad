"""Counts 盘点: corrections of stock, proposed by one person and approved by another."""
