"""What opening balances refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class OpeningValueMissing(Invalid):
    """A line says neither what a piece costs nor what all are worth."""

    code = "opening_value_missing"
    en = "State the unit cost or the value of this line."
    zh = "请填写该行的单位成本或金额。"


class OpeningValueDiffers(Invalid):
    """A line's value is not its quantity times its unit cost."""

    code = "opening_value_differs"
    en = "Quantity times unit cost is {product}, not {value}; correct one or leave one out."
    zh = "数量乘单位成本为 {product},与金额 {value} 不符;请更正或只填一项。"


class OpeningLotTwice(Invalid):
    """The same lot of a product stands on two lines."""

    code = "opening_lot_twice"
    en = "Lot {lot} of product {code} is on another line already; put its pieces together."
    zh = "商品 {code} 的批次 {lot} 已在另一行,请合并为一行。"


class ProductMoved(Conflict):
    """Opening balances are entered for what moved already."""

    code = "product_moved"
    en = (
        "Product {product} has moved in this warehouse already, so it has no opening balance any more;"
        " correct its stock by an adjustment."
    )
    zh = "商品 {product} 在该仓库已有库存变动,不能再录期初;请用库存调整更正。"


class ProductOpenedTwice(Conflict):
    """Opening balances of a product are proposed twice."""

    code = "product_opened_twice"
    en = (
        "Product {product} stands on {number} for this warehouse already; have that rejected first."
    )
    zh = "商品 {product} 已在该仓库的期初单 {number} 中;请先退回该单。"


class OpeningNotProposed(Conflict):
    """Opening balances are signed or rejected twice."""

    code = "opening_not_proposed"
    en = "Opening balances {number} are {status}; propose new ones or adjust the stock."
    zh = "期初库存单 {number} 的状态为{status_zh},不能再执行此操作;请另行提出或做库存调整。"


class SignerIsProposer(Forbidden):
    """Whoever proposed opening balances signs them."""

    code = "signer_is_proposer"
    en = "You proposed opening balances {number}; another person has to sign them."
    zh = "期初库存单 {number} 由您提出,须由另一人签字。"
