"""What one service lets people write must fit where the others keep their copies of it: a text that is
too long there would make PostgreSQL refuse the fact, and its thing would never be known."""

import pytest
from marshmallow.validate import Length

from services.customer.files.schemas import FileFields
from services.inventory.categories.schemas import NewCategory
from services.inventory.demands.models import DemandLine
from services.inventory.products.models import Product
from services.inventory.products.schemas import NewProduct
from services.inventory.receiving.schemas import NewReceiptLine
from services.inventory.stock.models import Lot
from services.inventory.suppliers.schemas import NewSupplier
from services.inventory.warehouses.schemas import WarehouseFields
from services.quality.cases.models import CaseLot
from services.quality.holds.models import Hold
from services.quality.references import models as quality
from services.sales.orders.models import Order, OrderLine
from services.sales.orders.schemas import OrderLineIn
from services.sales.references import models as sales

COPIES = [
    (FileFields, "name", [sales.Customer.display_name, quality.Customer.name]),
    (FileFields, "department", [sales.Customer.department]),
    (FileFields, "sales_region", [sales.Customer.sales_region]),
    (NewProduct, "code", [sales.Product.code, quality.Product.code]),
    (NewProduct, "name", [sales.Product.name, quality.Product.name]),
    (NewProduct, "unit", [sales.Product.unit, quality.Product.unit]),
    (NewCategory, "name", [Product.category, sales.Product.category]),
    (WarehouseFields, "code", [sales.Warehouse.code, OrderLine.warehouse_code]),
    (WarehouseFields, "name", [sales.Warehouse.name]),
    (NewSupplier, "name", [quality.Lot.supplier_name]),
    (NewReceiptLine, "lot", [Lot.number, sales.Lot.lot, quality.Lot.lot, Order.attention_lot]),
    (NewReceiptLine, "lot", [Hold.lot, CaseLot.lot]),
    (OrderLineIn, "lot", [DemandLine.lot]),
]


@pytest.mark.parametrize(
    ("form", "name", "copies"), COPIES, ids=[f"{form.__name__}-{name}" for form, name, _ in COPIES]
)
def test_a_text_that_may_be_written_fits_into_every_copy(form, name, copies):
    checks = form().fields[name].validators
    (longest,) = [check.max for check in checks if isinstance(check, Length)]
    assert min(copy.type.length for copy in copies) >= longest
