"""What categories, units, limits and offers refuse."""

from chassis.errors import Conflict, Invalid


class CategoryUnknown(Invalid):
    """A form names a category that is not there, or is archived."""

    code = "category_unknown"
    en = "There is no category {category} in use; make it first or choose one from the list."
    zh = "没有在用的类别 {category},请先新建或从类别列表中选择。"


class CategoryTaken(Conflict):
    """A category gets the code or the name of another one."""

    code = "category_taken"
    en = "Another category has {told} as its code or name; choose something else."
    zh = "{told} 已是其他类别的编号或名称,请另取。"


class CategoryLoop(Conflict):
    """A category is put under itself or under one that lies below it."""

    code = "category_loop"
    en = "Category {name} can't lie under itself or what is below it; choose another parent."
    zh = "类别 {name} 不能放在自身或其下级之下,请另选上级。"


class CategoryInUse(Conflict):
    """A category is archived that has products or categories below it."""

    code = "category_in_use"
    en = "Category {name} has products or categories below it; move those first."
    zh = "类别 {name} 下仍有商品或下级类别,请先移走。"


class UnitTwice(Invalid):
    """A product names a unit twice."""

    code = "unit_twice"
    en = "The unit {unit} is named twice; each unit has one factor."
    zh = "单位 {unit} 重复,每个单位只能有一个换算系数。"


class UnitUnknown(Invalid):
    """A form names a unit the product does not have."""

    code = "unit_unknown"
    en = "Product {code} has no unit {unit}; use one of its units or add it to the product."
    zh = "商品 {code} 没有单位 {unit},请使用其已有单位或先在商品中添加。"


class UnitFixed(Conflict):
    """The unit of a product that has stock records is changed."""

    code = "unit_fixed"
    en = "Product {code} has stock records; its unit can't be changed any more. Add a further unit."
    zh = "商品 {code} 已有库存记录,不能更改单位;可添加换算单位。"


class QuantityInexact(Invalid):
    """A quantity in another unit is no exact quantity of the stock unit."""

    code = "quantity_inexact"
    en = "{quantity} × {factor} has more than three places; enter a quantity that converts exactly."
    zh = "{quantity} × {factor} 超过三位小数,请填写可精确换算的数量。"


class LimitExists(Conflict):
    """Limits are set for a product and warehouse that have some."""

    code = "stock_limit_exists"
    en = "This product has limits in that warehouse already; change those."
    zh = "该商品在此仓库已有储备定额,请直接修改。"


class LimitMissing(Invalid):
    """Limits are set that name neither a minimum nor a maximum, and remark nothing."""

    code = "stock_limit_missing"
    en = "Give a minimum stock, a maximum stock or a remark; with none of them there is nothing to keep."
    zh = "请至少填写最低储备、最高储备或备注之一;皆空则没有可保存的内容。"


class OfferExists(Conflict):
    """An offer is entered for a supplier and product that have one."""

    code = "offer_exists"
    en = "There is an offer of this supplier for the product already; change that one."
    zh = "该供应商对此商品已有供货信息,请直接修改。"


class NothingToOrder(Conflict):
    """Proposals are ordered of which nothing is left: somebody ordered them, or none has a supplier."""

    code = "nothing_to_order"
    en = "Nothing of this is short any more, or nobody offers it; read the proposals again."
    zh = "所选商品已不缺货,或没有供货信息;请重新读取补货建议。"


class ProposalWithoutSupplier(Conflict):
    """A proposal is ordered for which the supplier, or anybody, has no offer."""

    code = "proposal_without_supplier"
    en = "There is no offer to order {code} by; enter one, or choose another supplier."
    zh = "商品 {code} 没有可用的供货信息,请先登记或另选供应商。"
