"""Warehouses 仓库: where stock is; one of them is the default."""
