"""What is refused of orders and of what inventory answers about them."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound

from ..words import ORDER_STATUS


class OrderNotFound(NotFound):
    """No order has this id, or it is outside the reader's scope."""

    code = "order_not_found"
    en = "There is no such order, or it is outside your scope."
    zh = "没有该销售单,或不在您的数据权限内。"


class _OrderState(Conflict):
    """The base of refusals that say in which state the order is."""

    def sentence(self, language: str) -> str:
        zh, en = ORDER_STATUS[str(self.names["status"])]
        spoken = {**self.names, "status": zh if language == "zh" else en.lower()}
        return (self.zh if language == "zh" else self.en).format(**spoken)


class OrderNotDraft(_OrderState):
    """An order is changed or confirmed although it is no draft any more."""

    code = "order_not_draft"
    en = "Order {number} is {status}; only a draft can be changed or confirmed. Amend it, or cancel it."
    zh = "销售单 {number} 为“{status}”状态,只有草稿可以修改或确认;请作变更,或取消该单。"


class OrderNotPostable(_OrderState):
    """An order is posted that is neither a draft nor confirmed."""

    code = "order_not_postable"
    en = "Order {number} is {status}; only a draft or a confirmed order can be posted."
    zh = "销售单 {number} 为“{status}”状态,只有草稿或已确认的销售单可以过账。"


class OrderNotCancellable(_OrderState):
    """An order is cancelled that is being cancelled, cancelled or closed already."""

    code = "order_not_cancellable"
    en = "Order {number} is {status}; there is nothing left to cancel."
    zh = "销售单 {number} 为“{status}”状态,没有可取消的内容。"


class OrderNotIssuable(_OrderState):
    """Inventory issued, or answered a cancellation of, an order that never asked for it."""

    code = "order_not_issuable"
    en = "Order {number} is {status}; inventory can't have issued or called off anything of it; compare both services' books."
    zh = "销售单 {number} 为“{status}”状态,库存不应对其出库或作取消答复,请核对两边账目。"


class OrderNotAmendable(_OrderState):
    """An order is amended that isn't promised: a draft is changed, an ended one opened again."""

    code = "order_not_amendable"
    en = "Order {number} is {status}; only a confirmed or posted order is amended. Change a draft; re-open a cancelled one."
    zh = "销售单 {number} 为“{status}”状态,只有已确认或已过账的可以变更;草稿请直接修改,已取消的请重新打开。"


class OrderNotReopenable(_OrderState):
    """An order is opened again that was not cancelled."""

    code = "order_not_reopenable"
    en = "Order {number} is {status}; only a cancelled order can be opened again."
    zh = "销售单 {number} 为“{status}”状态,只有已取消的销售单可以重新打开。"


class OrderInFlight(Conflict):
    """A cancelled order is opened again while deliveries of it are still to be recorded."""

    code = "order_in_flight"
    en = "Goods of order {number} had gone that are not recorded yet; open it again when they are."
    zh = "销售单 {number} 尚有已出库未登记的发货,请登记后再重新打开。"


class OrderDelivered(Conflict):
    """An order is cancelled although all of it was delivered."""

    code = "order_delivered"
    en = "Everything of order {number} was delivered; take goods back by a return."
    zh = "销售单 {number} 已全部发货,请走退货流程。"


class CustomerUnknown(Invalid):
    """The order names a customer that sales has no copy of."""

    code = "customer_unknown"
    en = "Sales knows no customer {customer_id}; file the customer first or wait a moment."
    zh = "销售服务中没有客户 {customer_id},请先建档或稍候再试。"


class CustomerArchived(Conflict):
    """An order is written or confirmed for an archived customer."""

    code = "customer_archived"
    en = "Customer {code} is archived and buys no more; choose another customer."
    zh = "客户 {code} 已归档,不能再销售;请选择其他客户。"


class CustomerNotApproved(Conflict):
    """An order is confirmed or posted while the customer's file waits for its signatures."""

    code = "customer_not_approved"
    en = "The file of customer {code} is not approved yet; a draft may wait, confirm it after approval."
    zh = "客户 {code} 的档案尚未审批,可先留草稿,批准后再确认。"


class ProductUnknown(Invalid):
    """A line names a product that sales has no copy of."""

    code = "product_unknown"
    en = "Sales knows no product {product_id}; register it in inventory first or wait a moment."
    zh = "销售服务中没有商品 {product_id},请先在库存登记或稍候再试。"


class ProductArchived(Conflict):
    """A line names an archived product."""

    code = "product_archived"
    en = "Product {code} is archived and not sold any more; choose another product."
    zh = "商品 {code} 已归档,不再销售;请选择其他商品。"


class WarehouseUnknown(Invalid):
    """A line names a warehouse that sales has no copy of."""

    code = "warehouse_unknown"
    en = "Sales knows no warehouse {warehouse}; choose one of inventory's, or wait a moment if it is new."
    zh = "销售服务中没有仓库 {warehouse},请选择库存中的仓库;新建的请稍候再试。"


class WarehouseArchived(Conflict):
    """A line names an archived warehouse."""

    code = "warehouse_archived"
    en = "Warehouse {code} is archived; choose another one, or none."
    zh = "仓库 {code} 已归档,请选择其他仓库或不指定。"


class OrderDatedAhead(Invalid):
    """An order bears a date that is still to come."""

    code = "order_dated_ahead"
    en = "An order is not dated {day}, after today ({today}); leave the date out or take an earlier one."
    zh = "销售单日期 {day} 晚于今天({today}),请留空或改为较早日期。"


class WishedBeforeOrder(Invalid):
    """Goods are wished for a day before the order."""

    code = "wished_before_order"
    en = "The goods can't be wished for {day}, before the order of {ordered_on}; take a later date."
    zh = "要求交货日期 {day} 早于销售单日期 {ordered_on},请改为较晚日期。"


class PriceMissing(Invalid):
    """A line states no price and the product has no sale price."""

    code = "price_missing"
    en = "Product {code} has no sale price; state a price on the line."
    zh = "商品 {code} 没有销售价,请在行上填写单价。"


class DiscountTooLarge(Invalid):
    """A discount is larger than what it is taken from."""

    code = "discount_too_large"
    en = "The discount {discount} is larger than the amount {amount} it is taken from; lower it."
    zh = "折扣 {discount} 大于可折扣金额 {amount},请调低。"


class AmountTooLarge(Invalid):
    """An amount is larger than the books can hold."""

    code = "amount_too_large"
    en = "The amount {amount} is larger than {most}; split the order."
    zh = "金额 {amount} 超过上限 {most},请拆分销售单。"


class SalespersonForeign(Forbidden):
    """Someone who works on own orders writes one in another's name."""

    code = "salesperson_foreign"
    en = "You write orders in your own name only; leave salesperson_id out."
    zh = "您只能以本人名义开单,请勿填写其他销售员。"


class LotHeld(Conflict):
    """A line names a lot that quality holds."""

    code = "lot_held"
    en = "Lot {lot} of product {product} is held by case {case_number}; name another lot or none."
    zh = "商品 {product} 的批次 {lot} 因质量案件 {case_number} 被冻结,请改用其他批次或不指定批次。"


class IssueUnknown(Conflict):
    """Inventory issued for an order or a line that sales never wrote."""

    code = "issue_unknown"
    en = "Issue {issue_id} names {thing}, which sales doesn't have; compare both services' books."
    zh = "出库单 {issue_id} 所列 {thing} 在销售服务中不存在,请核对两边账目。"


class IssueTooMuch(Conflict):
    """Inventory issued more of a line than was ordered."""

    code = "issue_too_much"
    en = "Issue {issue_id} brings line {line_id} to {delivered}, more than the {quantity} ordered; compare both services' books."
    zh = "出库单 {issue_id} 使行 {line_id} 累计发货 {delivered},超过订购数量 {quantity},请核对两边账目。"
