"""The HTTP door of documents that move stock, and of the ledger that names them."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.replies import reply

from . import queries
from .schemas import DocumentTraceOut
from .shapes import DOCUMENT_LIST, MOVEMENTS

documents = Door(
    "documents", __name__, url_prefix="/documents", zh="库存单据", en="Documents of stock"
)
movements = Door(
    "movements", __name__, url_prefix="/movements", zh="库存流水", en="The ledger of movements"
)


@documents.get(
    "",
    needs="inventory.trace.read",
    lists=DOCUMENT_LIST,
    zh="库存单据列表",
    en="List documents that move or hold stock",
)
def list_documents() -> Response:
    with reading() as session:
        return DOCUMENT_LIST.page(session)


@documents.get(
    "/<uuid:document_id>/trace",
    needs="inventory.trace.read",
    gives=DocumentTraceOut,
    zh="单据追溯",
    en="Trace of a document to its lots",
)
def get_document_trace(document_id: UUID) -> Response:
    with reading() as session:
        return reply(session, queries.document_trace(session, document_id))


@movements.get(
    "", needs="inventory.movement.read", lists=MOVEMENTS, zh="库存流水", en="List movements"
)
def list_movements() -> Response:
    with reading() as session:
        return MOVEMENTS.page(session)
