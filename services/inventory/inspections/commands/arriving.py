"""What is done on arrival: goods of a planned product wait in quarantine, each lot for its inspection."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.journal import record
from chassis.ids import new_id
from paper.series import next_numbers

from ...stock.slots import NIL, NONE
from .. import rules
from ..models import InspectedLot, Inspection, InspectionPlan

SERIAL = "serial"


def await_inspection(
    session: Session,
    receipt: Any,
    lines: Iterable[Any],
    plans: dict[UUID, tuple[InspectionPlan, str]],
    barred: list[str],
) -> list[Inspection]:
    """One inspection per lot that came; serial numbers of one order line are one lot together.

    `plans` gives plan and tracking of the planned products; `barred` are the people who bought.
    """
    groups: dict[tuple[UUID, UUID | None], list[Any]] = {}
    for line in lines:
        if line.product_id in plans:
            alone = None if plans[line.product_id][1] == SERIAL else line.lot_id
            groups.setdefault((line.order_line_id, alone), []).append(line)
    made = [
        _inspection(receipt, group, plans[group[0].product_id][0], barred)
        for group in groups.values()
    ]
    numbers = next_numbers(session, "IQ", clock.today(), len(made))
    for inspection, number in zip(made, numbers, strict=True):
        inspection.number = number
    session.add_all(made)
    session.flush()
    for inspection, group in zip(made, groups.values(), strict=True):
        _put_under(session, inspection, group)
    return made


def _inspection(
    receipt: Any, lines: list[Any], plan: InspectionPlan, barred: list[str]
) -> Inspection:
    return Inspection(
        id=new_id(),
        version=1,
        status=rules.WAITING,
        receipt_id=receipt.id,
        receipt_number=receipt.number,
        order_line_id=lines[0].order_line_id,
        received_on=receipt.received_on,
        product_id=plan.product_id,
        supplier_id=receipt.supplier_id,
        warehouse_id=receipt.warehouse_id,
        plan_id=plan.id,
        barred=barred,
        quantity=sum((line.quantity for line in lines), NONE),
        cost=sum((line.value for line in lines), NIL),
        released=NONE,
        sent_back=NONE,
        scrapped=NONE,
        created_at=clock.now(),
    )


def _put_under(session: Session, inspection: Inspection, lines: list[Any]) -> None:
    lots: dict[UUID, InspectedLot] = {}
    for line in lines:
        lot = lots.setdefault(line.lot_id, _lot(inspection, line))
        lot.quantity += line.quantity
        lot.cost += line.value
    session.add_all(lots.values())
    session.flush()
    told: dict[str, Decimal | str] = {"number": inspection.number, "quantity": inspection.quantity}
    record(session, f"inspection/{inspection.id}", None, told)


def _lot(inspection: Inspection, line: Any) -> InspectedLot:
    return InspectedLot(
        id=new_id(),
        inspection_id=inspection.id,
        lot_id=line.lot_id,
        lot=line.lot,
        quantity=NONE,
        cost=NIL,
        gone=NONE,
        gone_cost=NIL,
    )
