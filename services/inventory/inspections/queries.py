"""Questions about inspections: which plan applies, which lots one is about, how a supplier stands."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from .models import InspectedLot, InspectionPlan, InspectionStanding


def plans_for(
    session: Session, supplier_id: UUID, product_ids: Iterable[UUID]
) -> dict[UUID, InspectionPlan]:
    """The plan in force of each product that has one: this supplier's own before the general one."""
    of_supplier = InspectionPlan.supplier_id == supplier_id
    query = select(InspectionPlan).where(
        InspectionPlan.product_id.in_(set(product_ids)),
        InspectionPlan.archived_at.is_(None),
        or_(of_supplier, InspectionPlan.supplier_id.is_(None)),
    )
    general_first = sorted(session.scalars(query), key=lambda plan: plan.supplier_id is not None)
    return {plan.product_id: plan for plan in general_first}


def same_plan(
    session: Session, product_id: UUID, supplier_id: UUID | None
) -> InspectionPlan | None:
    """The plan in force of exactly this product and supplier (or of none)."""
    query = select(InspectionPlan).where(
        InspectionPlan.product_id == product_id,
        InspectionPlan.supplier_id.is_not_distinct_from(supplier_id),
        InspectionPlan.archived_at.is_(None),
    )
    return session.scalars(query).first()


def lots_of(session: Session, inspection_id: UUID) -> list[InspectedLot]:
    """The lots of an inspection as they came."""
    query = select(InspectedLot).where(InspectedLot.inspection_id == inspection_id)
    return list(session.scalars(query.order_by(InspectedLot.id)))


def standing_of(session: Session, product_id: UUID, supplier_id: UUID) -> InspectionStanding | None:
    """How a supplier stands with a product; None before its first inspection."""
    query = select(InspectionStanding).where(
        InspectionStanding.product_id == product_id, InspectionStanding.supplier_id == supplier_id
    )
    return session.scalars(query).first()
