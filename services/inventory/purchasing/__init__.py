"""Purchasing 采购: orders to suppliers and the receipts against them."""
