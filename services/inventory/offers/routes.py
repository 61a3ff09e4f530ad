"""The HTTP door of offers."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands
from .models import Offer
from .schemas import OFFERS, NewOffer, OfferChange

offers = Door(
    "offers",
    __name__,
    url_prefix="/offers",
    zh="供货价目表:供应商的料号、价格与交货期",
    en="Suppliers' price lists: own numbers, prices and lead times",
)


@offers.get("", needs="inventory.offer.read", lists=OFFERS, zh="供货信息列表", en="List offers")
def list_offers() -> Response:
    with reading() as session:
        return OFFERS.page(session)


@offers.get(
    "/<uuid:offer_id>", needs="inventory.offer.read", gives=OFFERS, zh="供货信息", en="An offer"
)
def get_offer(offer_id: UUID) -> Response:
    with reading() as session:
        return reply(session, OFFERS.one(session, Offer.id == offer_id))


@offers.post(
    "",
    needs="inventory.offer.change",
    takes=NewOffer,
    gives=OFFERS,
    status=201,
    zh="登记供货信息",
    en="Enter an offer",
)
def enter_offer(body: dict) -> Response:
    with transaction() as session:
        offer_id = commands.enter_offer(session, body)
        return reply(session, OFFERS.one(session, Offer.id == offer_id), 201)


@offers.patch(
    "/<uuid:offer_id>",
    needs="inventory.offer.change",
    takes=OfferChange,
    gives=OFFERS,
    zh="修改供货信息",
    en="Change an offer",
)
def change_offer(body: dict, offer_id: UUID) -> Response:
    with transaction() as session:
        commands.change_offer(session, offer_id, expected_version(), body)
        return reply(session, OFFERS.one(session, Offer.id == offer_id))
