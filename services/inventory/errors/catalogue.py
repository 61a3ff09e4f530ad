"""What products, suppliers and warehouses refuse."""

from chassis.errors import Conflict, Invalid


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


class CostingFixed(Conflict):
    """Costing is changed after the product was in stock."""

    code = "costing_fixed"
    en = "Product {code} has stock records already; its costing can't be changed. Register a new one."
    zh = "商品 {code} 已有库存记录,不能更改成本计价方法;请登记新商品。"


class ProductArchived(Conflict):
    """An archived product is ordered, or a price list gives it another price."""

    code = "product_archived"
    en = "Product {code} is archived; take it out of the archive first."
    zh = "商品 {code} 已归档,请先取消归档。"


class ProductInUse(Conflict):
    """A product is archived that is in stock, is owed to customers or is to come from suppliers."""

    code = "product_in_use"
    en = "Product {code} can't be archived: {stock} in stock, {promised} owed to customers, {coming} to come from suppliers. Use it up and cancel the rest first."
    zh = "商品 {code} 不能归档:库存 {stock},待发客户 {promised},待到货 {coming}。请先用完库存并取消未完部分。"


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
