"""What inventory refuses, each with the remedy."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound


class ProductUnknown(Invalid):
    """Something names a product that is not registered here."""

    code = "product_unknown"
    en = "There is no product {product}; register it first."
    zh = "没有商品 {product},请先登记。"


class ProductCodeTaken(Conflict):
    """A product is registered or changed to a code another product has."""

    code = "product_code_taken"
    en = "Another product has the code {code}; choose another code."
    zh = "编号 {code} 已被其他商品使用,请换一个编号。"


class BarcodeTaken(Conflict):
    """A product gets a barcode another product has."""

    code = "barcode_taken"
    en = "Another product has the barcode {barcode}; check which one carries it."
    zh = "条码 {barcode} 已被其他商品使用,请核对。"


class BarcodeWrong(Invalid):
    """A barcode of 13 digits whose check digit is wrong."""

    code = "barcode_wrong"
    en = "{barcode} is no EAN-13: its last digit must be {digit}. Scan or type it again."
    zh = "{barcode} 不是有效的 EAN-13 条码:末位校验码应为 {digit},请重新扫描或输入。"


class WarrantyWrong(Invalid):
    """Warranty months are missing for a limited warranty, or given for another kind."""

    code = "warranty_wrong"
    en = "A limited warranty needs its months, and only a limited one has them."
    zh = "有限质保须填写月数,其他质保方式不填月数。"


class LimitsCrossed(Invalid):
    """A product's minimum stock is above its maximum."""

    code = "stock_limits_crossed"
    en = "The minimum stock {minimum} is above the maximum {maximum}; correct one of them."
    zh = "最低储备 {minimum} 高于最高储备 {maximum},请更正其一。"


class TrackingFixed(Conflict):
    """Tracking is changed after a lot of the product exists."""

    code = "tracking_fixed"
    en = "Product {code} has stock records already; its tracking can't be changed. Register a new one."
    zh = "商品 {code} 已有库存记录,不能更改追溯方式;请登记新商品。"


class ProductArchived(Conflict):
    """An archived product is ordered."""

    code = "product_archived"
    en = "Product {code} is archived; take it out of the archive before ordering it."
    zh = "商品 {code} 已归档,如需采购请先取消归档。"


class SupplierUnknown(Invalid):
    """A purchase order names a supplier that is not there."""

    code = "supplier_unknown"
    en = "There is no supplier {supplier}; register the supplier first."
    zh = "没有供应商 {supplier},请先登记。"


class SupplierArchived(Conflict):
    """A purchase order goes to an archived supplier."""

    code = "supplier_archived"
    en = "Supplier {name} is archived; take it out of the archive before ordering."
    zh = "供应商 {name} 已归档,如需采购请先取消归档。"


class SupplierCodeTaken(Conflict):
    """A supplier is registered or changed to a code another supplier has."""

    code = "supplier_code_taken"
    en = "Another supplier has the code {code}; choose another code."
    zh = "编号 {code} 已被其他供应商使用,请换一个编号。"


class WarehouseUnknown(Invalid):
    """Something names a warehouse that is not there."""

    code = "warehouse_unknown"
    en = "There is no warehouse {warehouse}; choose one from the list of warehouses."
    zh = "没有仓库 {warehouse},请从仓库列表中选择。"


class WarehouseCodeTaken(Conflict):
    """A warehouse is made with a code another warehouse has."""

    code = "warehouse_code_taken"
    en = "Another warehouse has the code {code}; choose another code."
    zh = "编号 {code} 已被其他仓库使用,请换一个编号。"


class LotMissing(Invalid):
    """Pieces of a product tracked by lot move without naming their lot."""

    code = "lot_missing"
    en = "Product {code} is tracked by lot; name the lot."
    zh = "商品 {code} 按批次追溯,请填写批次号。"


class LotNotTracked(Invalid):
    """A lot is named for a product that is not tracked by lot."""

    code = "lot_not_tracked"
    en = "Product {code} is not tracked by lot; leave the lot and the expiry out."
    zh = "商品 {code} 不按批次追溯,请勿填写批次号和有效期。"


class LotUnknown(Invalid):
    """A lot is named that was never received."""

    code = "lot_unknown"
    en = "There is no lot {lot} of this product; look it up in the list of lots."
    zh = "该商品没有批次 {lot},请在批次列表中查询。"


class LotExpiryDiffers(Conflict):
    """A lot is received again with another expiry."""

    code = "lot_expiry_differs"
    en = "Lot {lot} was received with the expiry {expiry}; check the label, or give it another number."
    zh = "批次 {lot} 此前登记的有效期为 {expiry},请核对标签或使用另一批次号。"


class OrderNotDraft(Conflict):
    """A purchase order that is checked, received or cancelled is changed or checked."""

    code = "purchase_order_not_draft"
    en = "Purchase order {number} is {status}; only a draft can be changed or checked. Cancel it and write a new one."
    zh = "采购单 {number} 为{status_zh}状态,只有草稿可以修改或核对;请取消后重开。"


class OrderNotChecked(Conflict):
    """Goods are received for a purchase order that is not open for receipt."""

    code = "purchase_order_not_open"
    en = "Purchase order {number} is {status}; goods are received only after its check and until it is complete."
    zh = "采购单 {number} 为{status_zh}状态,须核对后、收完前方可入库。"


class OrderNotCancellable(Conflict):
    """A purchase order that is complete or cancelled is cancelled."""

    code = "purchase_order_not_cancellable"
    en = "Purchase order {number} is {status}; nothing is left to cancel."
    zh = "采购单 {number} 为{status_zh}状态,已无可取消的内容。"


class CheckerIsMaker(Forbidden):
    """The buyer of a purchase order checks it."""

    code = "checker_is_maker"
    en = "You made purchase order {number}; another person has to check it."
    zh = "采购单 {number} 由您编制,须由另一人核对。"


class ReceiverIsBuyer(Forbidden):
    """The buyer of a purchase order receives its goods."""

    code = "receiver_is_buyer"
    en = "You bought purchase order {number}; another person has to receive the goods."
    zh = "采购单 {number} 由您采购,须由另一人验收入库。"


class OrderLineUnknown(Invalid):
    """A receipt names a line that is not of its purchase order."""

    code = "purchase_order_line_unknown"
    en = "Line {line} is not of purchase order {number}; use the lines of that order."
    zh = "采购单 {number} 没有行 {line},请使用该采购单的行。"


class OverReceipt(Conflict):
    """More is received than was ordered."""

    code = "over_receipt"
    en = "Only {left} of this line are still to be received; receive at most that many."
    zh = "该行仅余 {left} 待入库,入库数量不能超过该数。"


class ReceivedInFuture(Invalid):
    """A receipt is dated after today."""

    code = "received_in_future"
    en = "Goods can't have been received on {day}, which is still to come."
    zh = "入库日期 {day} 尚未到来,请更正。"


class StockTooLow(Conflict):
    """More is to leave than is free."""

    code = "stock_too_low"
    en = "Only {free} are free in this warehouse; take at most that many."
    zh = "该仓库可用数量仅 {free},领用不能超过该数。"


class AdjustmentNotProposed(Conflict):
    """An adjustment is approved twice."""

    code = "adjustment_not_proposed"
    en = "Adjustment {number} is approved already."
    zh = "调整单 {number} 已批准,不能重复批准。"


class AdjustmentZero(Invalid):
    """An adjustment changes nothing."""

    code = "adjustment_zero"
    en = "The difference is zero; there is nothing to adjust."
    zh = "差异为零,无需调整。"


class ApproverIsProposer(Forbidden):
    """Whoever proposed an adjustment approves it."""

    code = "approver_is_proposer"
    en = "You proposed adjustment {number}; another person has to approve it."
    zh = "调整单 {number} 由您提出,须由另一人批准。"


class AdjustmentTooLarge(Conflict):
    """An adjustment takes more pieces than are there."""

    code = "adjustment_too_large"
    en = "Only {there} pieces of this lot are in this warehouse outside quarantine; the shortage is larger."
    zh = "该仓库内该批次(不含隔离)仅有 {there},盘亏数量超出。"


class CostUnknown(Conflict):
    """A surplus of a product that never had a cost is approved without one."""

    code = "cost_unknown"
    en = "This product never had a cost here; state the unit cost with the approval."
    zh = "该商品尚无成本价,请在批准时填写单位成本。"


class IssueUnknown(NotFound):
    """A return names an issue line this service did not make."""

    code = "issue_unknown"
    en = "No issue line {line} with this lot is known; the return can't be costed."
    zh = "找不到出库行 {line} 的该批次,无法确定退货成本。"


class ReturnTooLarge(Conflict):
    """More comes back than the issue line took out."""

    code = "return_too_large"
    en = "Only {left} of issue line {line} are still out; no more can come back."
    zh = "出库行 {line} 仅余 {left} 未退回,退货数量超出。"


class ReturnUnknown(NotFound):
    """A verdict names pieces that are not in quarantine."""

    code = "return_unknown"
    en = "Return line {line} with this lot is not in quarantine."
    zh = "隔离区中没有退货行 {line} 的该批次。"


class DisposalTooLarge(Conflict):
    """A verdict disposes of more pieces than are left in quarantine."""

    code = "disposal_too_large"
    en = "Only {left} of return line {line} are still in quarantine."
    zh = "退货行 {line} 仅余 {left} 在隔离区。"


class HoldUnknown(NotFound):
    """A hold ends that was never set."""

    code = "hold_unknown"
    en = "There is no hold {hold} here."
    zh = "没有冻结记录 {hold}。"
