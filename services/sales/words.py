"""The words for states and choices, as schemas label them and refusals speak them: code → (zh, en)."""

ORDER_STATUS = {
    "draft": ("草稿", "Draft"),
    "confirmed": ("已确认", "Confirmed"),
    "posted": ("已过账", "Posted"),
    "cancelling": ("取消中", "Cancelling"),
    "cancelled": ("已取消", "Cancelled"),
    "closed": ("已关闭", "Closed"),
}
FULFILMENT = {
    "none": ("未发货", "Nothing delivered"),
    "part": ("部分发货", "Partly delivered"),
    "all": ("全部发货", "Fully delivered"),
}
SETTLED = {
    "none": ("未核销", "Not settled"),
    "part": ("部分核销", "Partly settled"),
    "all": ("已核销", "Settled"),
}
REVERSED = {
    "none": ("未撤销", "Not reversed"),
    "part": ("部分撤销", "Partly reversed"),
    "all": ("已撤销", "Reversed"),
}
PRICE_MODE = {
    "excluded": ("不含税价", "Prices without tax"),
    "included": ("含税价", "Prices with tax"),
}
TERMS = {
    "cash": ("现款", "Cash"),
    "days": ("账期", "Days after delivery"),
    "month_end": ("月结", "Days after the month's end"),
}
CURRENCY = {"CNY": ("人民币", "Chinese yuan")}
ATTENTION = {
    "lot_held": ("批次冻结,预留已释放", "Its reserved lot was held"),
    "lot_expired": ("批次已过期,预留已释放", "Its reserved lot expired"),
    "returned_to_supplier": (
        "批次退供应商,预留已释放",
        "Its reserved lot went back to the supplier",
    ),
}
HOLD_STATUS = {
    "open": ("待处理", "Open"),
    "released": ("已放行", "Released"),
    "lapsed": ("已失效", "Lapsed"),
}
HOLD_VERB = {
    "confirm": ("确认", "Confirm"),
    "post": ("过账", "Post"),
    "amend": ("变更", "Amend"),
    "reopen": ("重新打开", "Re-open"),
}
HOLD_GROUND = {
    "limit": ("超过信用额度", "over the credit limit"),
    "rating": ("信誉等级 C,预收款不足", "rating C without covering advances"),
    "dunning": ("催款暂停,预收款不足", "dunned without covering advances"),
}
RATING = {"A": ("A 级", "A"), "B": ("B 级", "B"), "C": ("C 级", "C")}
ISSUE_KIND = {
    "sale": ("销售", "Sale"),
    "replacement": ("换货", "Replacement"),
}
ORDER_KIND = ISSUE_KIND
PHASE = {
    "zero_km": ("零公里", "Zero-km"),
    "after_sales": ("售后", "After-sales"),
}
SEVERITY = {
    "fatal": ("致命", "Fatal"),
    "serious": ("严重", "Serious"),
    "general": ("一般", "General"),
    "minor": ("轻微", "Minor"),
}
CONDITION = {
    "unused": ("未使用", "Unused"),
    "used": ("已使用", "Used"),
    "damaged": ("损坏", "Damaged"),
    "defective": ("不良", "Defective"),
}
OUTCOME = {
    "credit": ("退款冲账", "Credit"),
    "replacement": ("换货", "Replacement"),
    "repair": ("返修", "Repair"),
    "refused": ("拒收", "Refused"),
}
RETURN_REASON = {
    "defect": ("质量不良", "Defect"),
    "transport_damage": ("运输损坏", "Damaged in transit"),
    "wrong_goods": ("发错货", "Wrong goods"),
    "wrong_quantity": ("数量不符", "Wrong quantity"),
    "expired": ("过期或临期", "Expired"),
    "surplus": ("多余不需要", "Not needed"),
    "other": ("其他", "Other"),
}
RETURN_STATUS = {
    "received": ("已收货", "Received"),
    "judging": ("部分判定", "Partly judged"),
    "judged": ("已判定", "Judged"),
}
REVERSAL_GROUND = {
    "no_fault": ("未见异常", "No trouble found"),
    "misuse": ("误用", "Misuse"),
    "sent_back": ("退还客户", "Sent back to the customer"),
    "decided": ("变更处理结果", "Another outcome was decided"),
}
CREDITED = {
    "none": ("待判定", "Awaiting the verdict"),
    "part": ("部分贷记", "Partly credited"),
    "all": ("已贷记", "Credited"),
    "refused": ("不予贷记", "Not credited"),
    "reversed": ("贷记已冲回", "Credit reversed"),
}
CREDIT_WHEN = {
    "on_receipt": ("收货时", "On receipt"),
    "after_verdict": ("判定后", "After the verdict"),
}
PERIOD_KIND = {"month": ("月", "Month"), "year": ("年", "Year")}
PERIOD_STATUS = {"open": ("已反结账", "Re-opened"), "closed": ("已结账", "Closed")}
HINDRANCE = {
    "facts_waiting": ("有尚未处理的业务消息", "facts are still waiting to be booked"),
    "facts_dead": ("有处理失败的业务消息", "facts could not be booked"),
    "orders_cancelling": ("有取消中的销售单", "orders are being cancelled"),
    "drafts": ("有未处理的草稿销售单", "orders of the month are still drafts"),
    "in_transit": ("有在途未签收的发货", "deliveries are not signed for"),
    "openings_unsigned": ("有未签字的期初余额", "opening balances wait for their signature"),
    "returns_unjudged": ("有待判定的退货", "returns wait for their verdict"),
}
"""What stands in the way of closing a month."""
