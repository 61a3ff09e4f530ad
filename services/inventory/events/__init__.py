"""The facts inventory states, one builder each, in the module of what they are about."""

from .demands import stock_amended, stock_backordered, stock_issued, stock_reserved, stock_unfilled
from .inspections import inspection_completed, inspection_disposed
from .limits import stock_above_maximum, stock_below_minimum
from .lots import hold_ended, lot_stated
from .parts import lots_of
from .products import product_changed, product_registered
from .returns import return_disposed, return_quarantined
from .stock import (
    stock_adjusted,
    stock_counted,
    stock_opened,
    stock_received,
    stock_used,
    stocktake_approved,
)
from .supplier_returns import stock_returned_to_supplier
from .transfers import stock_transferred, transfer_written_off
from .warehouses import warehouse_changed, warehouse_registered

__all__ = [
    "hold_ended",
    "inspection_completed",
    "inspection_disposed",
    "lot_stated",
    "lots_of",
    "product_changed",
    "product_registered",
    "return_disposed",
    "return_quarantined",
    "stock_above_maximum",
    "stock_adjusted",
    "stock_amended",
    "stock_backordered",
    "stock_below_minimum",
    "stock_counted",
    "stock_issued",
    "stock_opened",
    "stock_received",
    "stock_reserved",
    "stock_returned_to_supplier",
    "stock_transferred",
    "stock_unfilled",
    "stock_used",
    "stocktake_approved",
    "transfer_written_off",
    "warehouse_changed",
    "warehouse_registered",
]
