"""More words for states: of quotations, amendments and a delivery's way: code → (zh, en)."""

AMENDMENT_STATUS = {
    "original": ("原始版本", "As first promised"),
    "requested": ("待库存答复", "Asked of inventory"),
    "in_force": ("已生效", "In force"),
}
AMENDMENT_ACT = {
    "promised": ("首次承诺", "Promised"),
    "amended": ("变更", "Amended"),
    "cancelled": ("取消", "Cancelled"),
    "reopened": ("重新打开", "Opened again"),
}
DELIVERY_STATUS = {
    "issued": ("已出库", "Issued"),
    "shipped": ("已发运", "Shipped"),
    "signed_for": ("已签收", "Signed for"),
}
DELIVERY_STEP = {
    "shipped": ("发运", "Shipped"),
    "signed_for": ("签收", "Signed for"),
    "shipped_reversed": ("撤销发运", "Shipment taken back"),
    "signed_for_reversed": ("撤销签收", "Receipt taken back"),
}
QUOTATION_STATUS = {
    "draft": ("草稿", "Draft"),
    "sent": ("已发出", "Sent"),
    "accepted": ("已成交", "Accepted"),
    "declined": ("未成交", "Declined"),
    "expired": ("已过期", "Expired"),
    "revised": ("已改版", "Revised"),
    "withdrawn": ("已撤回", "Withdrawn"),
}
