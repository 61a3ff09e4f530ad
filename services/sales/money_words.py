"""The words of money: choices of receivables, payments and what settles, with their labels (zh, en)."""

INVOICE = {
    "none": ("未开", "Not issued"),
    "issued": ("已开", "Issued"),
    "red": ("红字", "Cancelled in red"),
}
RECEIVABLE_KIND = {
    "delivery": ("发货", "Delivery"),
    "opening": ("期初", "Opening balance"),
    "reversal": ("贷项冲回", "Credit taken back"),
}
SOURCE_KIND = {
    "payment": ("收款", "Payment"),
    "credit_note": ("贷项通知单", "Credit note"),
    "debit_note": ("客户扣款单", "Customer's debit note"),
    "opening": ("期初贷方余额", "Opening credit"),
    "opening_reversal": ("期初应收冲销", "Opening receivable taken back"),
    "tail": ("尾差核销", "Tail written off"),
    "bad_debt": ("坏账核销", "Bad debt written off"),
}
SETTLEMENT_KIND = {
    "manual": ("手工核销", "By hand"),
    "automatic": ("自动核销", "Oldest due first"),
    "payment": ("收款时核销", "With the payment"),
    "credit_note": ("贷项冲销", "By the credit note"),
    "debit_note": ("扣款冲销", "By the debit note"),
    "write_off": ("核销损失", "Written off"),
    "opening_reversal": ("期初应收冲销", "Opening receivable taken back"),
    "refund": ("退款", "Refund"),
    "void": ("来源冲销", "Source reversed"),
}
SETTLEMENT_USE = {
    "settle": ("核销应收", "Settles a receivable"),
    "refund": ("退款", "Paid back"),
    "void": ("冲销来源", "Source reversed"),
}
PAYMENT_METHOD = {
    "cash": ("现金", "Cash"),
    "transfer": ("银行转账", "Transfer"),
    "bill": ("承兑汇票", "Bill"),
    "other": ("其他", "Other"),
}
REFUND_METHOD = {name: PAYMENT_METHOD[name] for name in ("cash", "transfer", "other")}
BILL_KIND = {
    "bank": ("银行承兑汇票", "Bank acceptance bill"),
    "commercial": ("商业承兑汇票", "Commercial acceptance bill"),
}
BILL_STATE = {
    "held": ("持有", "Held"),
    "endorsed": ("已背书转让", "Endorsed"),
    "discounted": ("已贴现", "Discounted"),
    "honoured": ("已兑付", "Honoured"),
    "dishonoured": ("已拒付", "Dishonoured"),
    "returned": ("已退票", "Returned"),
    "mistaken": ("录入作废", "Recorded by mistake"),
}
BILL_STEP = {name: BILL_STATE[name] for name in ("held", "endorsed", "discounted", "honoured")}
PAYMENT_STATUS = {
    "received": ("已收款", "Received"),
    "reversed": ("已冲销", "Reversed"),
}
PAYMENT_REVERSAL = {
    "dishonoured": ("拒付", "Dishonoured"),
    "returned": ("退票", "Returned"),
    "mistaken": ("录入错误", "Recorded by mistake"),
}
DECISION = {
    "asked": ("待审批", "Asked for"),
    "approved": ("已批准", "Approved"),
    "rejected": ("已驳回", "Rejected"),
}
REFUND_STATUS = DECISION | {"reversed": ("已退回", "Came back")}
DEBIT_KIND = {
    "fine": ("质量罚款", "Fine"),
    "claim": ("索赔", "Claim"),
}
DEBIT_STATUS = {
    "asked": ("待同意", "Asked for"),
    "approved": ("已同意", "Agreed"),
    "rejected": ("已驳回", "Rejected"),
    "reversed": ("已冲销", "Reversed"),
}
WRITE_OFF_KIND = {
    "tail": ("尾差", "Tail"),
    "bad_debt": ("坏账", "Bad debt"),
}
CHANNEL = {
    "phone": ("电话", "Telephone"),
    "email": ("电子邮件", "E-mail"),
    "letter": ("信函", "Letter"),
    "visit": ("上门", "Visit"),
    "lawyer": ("律师函", "Lawyer's letter"),
}
LETTER_STATUS = {
    "proposed": ("待发送", "Proposed"),
    "sent": ("已发送", "Sent"),
    "dropped": ("不发送", "Dropped"),
    "lapsed": ("已失效", "Lapsed"),
}
OPENING_KIND = {
    "receivable": ("应收余额", "Receivable"),
    "credit": ("预收余额", "Advance or credit"),
}
MOVEMENT = {
    "delivery": ("发货应收", "Delivery"),
    "opening_receivable": ("期初应收", "Opening receivable"),
    "reversal": ("贷项冲回转应收", "Credit owed anew"),
    "payment": ("收款", "Payment"),
    "credit_note": ("贷项通知单", "Credit note"),
    "debit_note": ("扣款单", "Debit note"),
    "opening": ("期初预收", "Opening credit"),
    "opening_reversal": ("期初应收冲销", "Opening receivable taken back"),
    "tail": ("尾差核销", "Tail written off"),
    "bad_debt": ("坏账核销", "Bad debt written off"),
    "refund": ("退款", "Refund"),
    "void": ("冲销", "Reversal"),
}
BUCKET = {
    "not_due": ("未到期", "Not due"),
    "d1_30": ("逾期 1–30 天", "1–30 days overdue"),
    "d31_60": ("逾期 31–60 天", "31–60 days overdue"),
    "d61_90": ("逾期 61–90 天", "61–90 days overdue"),
    "over_90": ("逾期 90 天以上", "Over 90 days overdue"),
}
RATING_REASON = {
    "fewer_than_two_due": ("到期应收不足两笔", "Fewer than two have fallen due"),
    "three_of_last_four_over_45": (
        "最近四笔中三笔迟付超过 45 天",
        "Three of the last four were over 45 days late",
    ),
    "one_over_90_overdue": ("有逾期超过 90 天的应收", "One is over 90 days overdue"),
    "two_of_last_six_over_15": (
        "最近六笔中两笔迟付超过 15 天",
        "Two of the last six were over 15 days late",
    ),
    "paid_on_time": ("按期付款", "Paid on time"),
}
