"""What documents and the ledger look like to a reader: their schemas put on their tables."""

from chassis.web.shape import Shape

from ..products.models import Product
from ..stock.models import Lot, Movement
from ..warehouses.models import Warehouse
from .numbers import DOCUMENTS, NUMBER, comes_from
from .schemas import DocumentOut, DocumentTraceOut, MovementOut

MOVEMENTS = Shape(
    MovementOut,
    Movement,
    columns={
        "product_code": Product.code,
        "product_name": Product.name,
        "warehouse_code": Warehouse.code,
        "lot": Lot.number,
        "document": NUMBER,
    },
    joined=Movement.__table__.join(Product, Product.id == Movement.product_id)
    .join(Warehouse, Warehouse.id == Movement.warehouse_id)
    .join(Lot, Lot.id == Movement.lot_id),
    filters={"document": comes_from},
)
DOCUMENT_LIST = Shape(DocumentOut, DOCUMENTS)
DOCUMENT = Shape(DocumentTraceOut, DOCUMENTS, given=("movements", "lots", "truncated"))
