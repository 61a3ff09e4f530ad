"""A service of the tests' own: one noun with lines, so that the chassis is tested without a business."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis import clock
from chassis.data import types
from chassis.data.database import Database, make_base, reading, transaction
from chassis.data.journal import record
from chassis.data.tables import metadata as chassis_metadata
from chassis.errors import Conflict, StaleVersion
from chassis.ids import new_id
from chassis.service import Service
from chassis.settings import Settings
from chassis.web import fields
from chassis.web.app import new_app
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply
from chassis.web.shape import Shape
from tests.support.tokens import public_keys

Base = make_base()


class Parcel(Base):  # type: ignore[misc,valid-type]
    __tablename__ = "parcel"
    id: Mapped[UUID] = mapped_column(types.Id, primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(20))
    weight: Mapped[Decimal] = mapped_column(types.Quantity)
    cost: Mapped[Decimal] = mapped_column(types.Money)
    phone: Mapped[str | None] = mapped_column(String(30))


class Item(Base):  # type: ignore[misc,valid-type]
    __tablename__ = "item"
    id: Mapped[UUID] = mapped_column(types.Id, primary_key=True, default=new_id)
    parcel_id: Mapped[UUID] = mapped_column(ForeignKey("parcel.id"))
    name: Mapped[str] = mapped_column(String(40))


class ParcelSealed(Conflict):
    """A sealed parcel is changed."""

    code = "parcel_sealed"
    en = "Parcel {number} is sealed; open it first."
    zh = "包裹 {number} 已封,请先启封。"


class ItemIn(fields.Schema):
    name = fields.text("名称", "Name", max=40, required=True)


class ParcelIn(fields.Schema):
    number = fields.text("单号", "No.", max=20, required=True)
    weight = fields.quantity("重量", "Weight", required=True)
    cost = fields.money("成本", "Cost", required=True)
    phone = fields.text("电话", "Phone", max=30, load_default=None, allow_none=True)
    items = fields.many("明细", "Items", ItemIn, load_default=list)


class ItemOut(fields.Schema):
    id = fields.ref("编号", "Id")
    name = fields.text("名称", "Name")


class ParcelOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("单号", "No.", sort=True, filter=True, search=True)
    weight = fields.quantity("重量", "Weight", sort=True, filter=True)
    cost = fields.money("成本", "Cost", needs="toy.cost.read", sort=True, filter=True)
    phone = fields.text(
        "电话", "Phone", cls="confidential", sort=True, filter=True, search=True, allow_none=True
    )
    items = fields.many("明细", "Items", ItemOut)


PARCELS = Shape(
    ParcelOut, Parcel, children={"items": (ItemOut, Item, Item.parcel_id)}, thing="parcel"
)

parcels = Door("parcels", __name__, url_prefix="/parcels", zh="包裹", en="Parcels")


@parcels.get("", needs="toy.parcel.read", lists=PARCELS, zh="包裹列表", en="List parcels")
def list_parcels():
    with reading() as session:
        return PARCELS.page(session)


@parcels.get("/<uuid:parcel_id>", needs="toy.parcel.read", gives=PARCELS, zh="包裹", en="A parcel")
def show_parcel(parcel_id):
    with reading() as session:
        return PARCELS.one(session, Parcel.id == parcel_id)


@parcels.post(
    "",
    needs="toy.parcel.send",
    takes=ParcelIn,
    gives=PARCELS,
    keyed=True,
    status=201,
    zh="寄",
    en="Send",
)
def send_parcel(body):
    with transaction() as session:
        parcel = _send(session, body)
        return reply(session, PARCELS.one(session, Parcel.id == parcel.id), status=201)


@parcels.patch(
    "/<uuid:parcel_id>", needs="toy.parcel.send", takes=ItemIn, gives=PARCELS, zh="改", en="Change"
)
def rename_parcel(body, parcel_id):
    with transaction() as session:
        parcel = session.get(Parcel, parcel_id)
        if parcel.version != expected_version():
            raise StaleVersion(version=parcel.version)
        parcel.number, parcel.version = body["name"], parcel.version + 1
        session.flush()
        return reply(session, PARCELS.one(session, Parcel.id == parcel.id))


def _send(session: Any, body: dict[str, Any]) -> Parcel:
    if body["number"] == "SEALED":
        raise ParcelSealed("/number", number=body["number"])
    parcel = Parcel(**{k: v for k, v in body.items() if k != "items"})
    session.add(parcel)
    session.flush()
    session.add_all(Item(parcel_id=parcel.id, name=i["name"]) for i in body["items"])
    session.flush()
    told = {"number": parcel.number, "at": clock.now(), "parts": [{"cost": parcel.cost}]}
    record(session, f"parcel/{parcel.id}", None, told | {"phone": parcel.phone})
    return parcel


TOY = Service("toy", "chassis.tests.toy", Base.metadata)


def toy_app(url: str, keys: str = "") -> Any:
    """The toy's app on a database made without migrations (it has none)."""
    import chassis.transport.tables  # noqa: F401  (registers its tables)

    database = Database(url, pool=20)
    chassis_metadata.create_all(database.engine)
    Base.metadata.create_all(database.engine)
    return new_app(
        TOY, [parcels], Settings("toy", url, public_keys=keys or public_keys()), database
    )
