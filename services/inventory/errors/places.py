"""What warehouses and transfers refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class WarehouseArchived(Conflict):
    """Something names an archived warehouse."""

    code = "warehouse_archived"
    en = "Warehouse {code} is archived; choose another one, or take it out of the archive."
    zh = "仓库 {code} 已归档,请选择其他仓库或取消归档。"


class WarehouseInUse(Conflict):
    """A warehouse is archived while stock is there or on its way from or to it."""

    code = "warehouse_in_use"
    en = "Warehouse {code} has stock, or a transfer from or to it is under way; empty it first."
    zh = "仓库 {code} 尚有库存或在途调拨,请先清空。"


class DefaultWarehouseNeeded(Conflict):
    """The default warehouse is archived, or is no longer to be the default."""

    code = "default_warehouse_needed"
    en = "Warehouse {code} is the default one; make another warehouse the default first."
    zh = "仓库 {code} 为默认仓库,请先将其他仓库设为默认。"


class TransferToItself(Invalid):
    """A transfer goes to the warehouse it comes from."""

    code = "transfer_to_itself"
    en = "The goods are to go to the warehouse they are in; choose another one."
    zh = "调入仓库与调出仓库相同,请另选仓库。"


class TransferNotDraft(Conflict):
    """A transfer is changed, shipped or cancelled after it was shipped or cancelled."""

    code = "transfer_not_draft"
    en = "Transfer {number} is no draft any more; what is shipped is received or sent back."
    zh = "调拨单 {number} 已非草稿;已发出的货物请收货或退回。"


class TransferNotUnderWay(Conflict):
    """Goods of a transfer arrive that is not under way."""

    code = "transfer_not_under_way"
    en = "Nothing of transfer {number} is on its way; ship it first, or look at its arrivals."
    zh = "调拨单 {number} 没有在途货物;请先发出,或查看收货记录。"


class TransferShort(Conflict):
    """More is to be shipped than is free in the warehouse."""

    code = "transfer_short"
    en = "Only {free} are free to go; held and reserved pieces stay. Ship at most that many."
    zh = "可调拨数量仅 {free};冻结及预留的货物不可调出,数量不能超过该数。"


class LotHeld(Conflict):
    """A held lot is to be shipped to another warehouse."""

    code = "lot_held"
    en = "Lot {lot} is held by quality and stays where it is; name another lot or none."
    zh = "批次 {lot} 已被质保部冻结,不可调出;请指定其他批次或不指定批次。"


class TransferPieceUnknown(Invalid):
    """A keeper's line names a line or lot that was not shipped with the transfer."""

    code = "transfer_piece_unknown"
    en = "Nothing of this line and lot was shipped with transfer {number}; see its shipped lots."
    zh = "调拨单 {number} 未发出该行的此批次,请查看其发出批次。"


class TransferLeft(Conflict):
    """More arrives, goes back or is written off than is on its way."""

    code = "transfer_left"
    en = (
        "Only {left} of this are still on their way with transfer {number}; book at most that many."
    )
    zh = "调拨单 {number} 中该货物仅余 {left} 在途,数量不能超过该数。"


class ReceiverIsShipper(Forbidden):
    """Whoever shipped a transfer receives it."""

    code = "receiver_is_shipper"
    en = "You shipped transfer {number}; another person has to receive it."
    zh = "调拨单 {number} 由您发出,须由另一人收货。"


class LossNotProposed(Conflict):
    """A loss is decided twice."""

    code = "transfer_loss_not_proposed"
    en = "This loss of transfer {number} was decided already; propose a further one anew."
    zh = "调拨单 {number} 的该项损失已审批;如另有损失,请重新提出。"


class LossDeciderIsProposer(Forbidden):
    """Whoever proposed a loss approves or rejects it."""

    code = "loss_decider_is_proposer"
    en = "You proposed this loss of transfer {number}; another person has to decide on it."
    zh = "调拨单 {number} 的该项损失由您提出,须由另一人审批。"
