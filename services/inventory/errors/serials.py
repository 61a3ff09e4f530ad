"""What serial numbers refuse."""

from chassis.errors import Conflict, Invalid


class SerialsMissing(Invalid):
    """Pieces of a product tracked by serial number come without as many different numbers."""

    code = "serials_missing"
    en = "Give {quantity} different serial numbers, one per piece, or a first one that ends in digits."
    zh = "请填写 {quantity} 个互不相同的序列号(每件一个),或以数字结尾的起始序列号。"


class SerialsWrong(Invalid):
    """A product tracked by serial number comes in parts of pieces, or too many at once."""

    code = "serials_wrong"
    en = "{quantity} is not a number of whole pieces up to {most}; split the line."
    zh = "{quantity} 不是 {most} 以内的整件数量,请拆分明细行。"


class PartOfPiece(Invalid):
    """Of a product tracked by serial number part of a piece is ordered, called off, moved or used."""

    code = "part_of_piece"
    en = "Product {code} is tracked by serial number and goes by whole pieces, not {pieces}; correct the quantity."
    zh = "商品 {code} 按序列号追溯,数量须为整件而非 {pieces},请更正。"


class SerialUnknown(Invalid):
    """A serial number is named that was never received."""

    code = "serial_unknown"
    en = "There is no serial number {serial} of product {code}; look it up in the list of serial numbers."
    zh = "商品 {code} 没有序列号 {serial},请在序列号列表中查询。"


class SerialKnown(Conflict):
    """A serial number comes in that the books have already, and not as back at its supplier."""

    code = "serial_known"
    en = "Serial number {serial} of product {code} is known already: {state}. Read it again; a lost piece that is found comes in by an adjustment."
    zh = "商品 {code} 的序列号 {serial} 已有记录,状态为“{state_zh}”。请重新核对;盘亏后找回的请用库存调整入账。"


class SerialWithCustomer(Conflict):
    """A serial number is found that went to a customer and did not come back."""

    code = "serial_with_customer"
    en = "By the books serial number {serial} is with a customer; have its return received, or read it again."
    zh = "账面上序列号 {serial} 在客户处;请先办理退货入库,或重新核对。"


class SerialTwice(Conflict):
    """A movement would put one serial number in two places, or part of a piece in one."""

    code = "serial_twice"
    en = "Serial number {serial} is one piece in one place; move it whole, and add it only where it is missing."
    zh = "序列号 {serial} 只有一件且只能在一处;请整件移动,仅在确实缺失时增加。"
