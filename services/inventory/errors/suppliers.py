"""What suppliers refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class SupplierBlocked(Conflict):
    """A purchase order goes to a blocked supplier."""

    code = "supplier_blocked"
    en = "Supplier {name} is blocked ({reason}); choose another one or have it unblocked."
    zh = "供应商 {name} 已停用({reason}),请另选供应商或先恢复。"


class SupplierNotActive(Conflict):
    """A supplier that is blocked or archived is blocked."""

    code = "supplier_not_active"
    en = "Supplier {name} is {status}; only an active one can be blocked."
    zh = "供应商 {name} 为{status_zh}状态,只有可采购的供应商可以停用。"


class SupplierNotBlocked(Conflict):
    """A supplier that is not blocked is unblocked."""

    code = "supplier_not_blocked"
    en = "Supplier {name} is {status}; only a blocked one can be unblocked."
    zh = "供应商 {name} 为{status_zh}状态,只有已停用的供应商可以恢复。"


class SupplierBlockDiffers(Conflict):
    """A sheet says of a supplier that is there that it is blocked, or for which reason, or not any more."""

    code = "supplier_block_differs"
    en = "Supplier {code} is blocked and unblocked by whoever may, not by a sheet; leave the cell as it was exported, or take the column out."
    zh = (
        "供应商 {code} 的停用与恢复须由有权人员办理,不能通过表格更改;请保持导出时的内容或删除该列。"
    )


class BankChangeNotPending(Conflict):
    """Bank details are approved or rejected while none are proposed."""

    code = "bank_change_not_pending"
    en = "No new bank details of supplier {name} wait for approval; read the supplier again."
    zh = "供应商 {name} 没有待批的账户变更,请重新读取。"


class BankApproverIsProposer(Forbidden):
    """Whoever proposed new bank details approves or rejects them."""

    code = "bank_approver_is_proposer"
    en = "You proposed the new bank details of supplier {name}; another person has to decide."
    zh = "供应商 {name} 的账户变更由您提出,须由另一人审批。"


class PhoneMalformed(Invalid):
    """A phone or fax number has too few or too many digits, or letters."""

    code = "phone_malformed"
    en = "{phone} is no phone number: write 5 to 15 digits, with an extension if need be."
    zh = "电话 {phone} 格式有误:应为 5 至 15 位数字,可带分机号。"


class EmailMalformed(Invalid):
    """An e-mail address has no local part or no domain."""

    code = "email_malformed"
    en = "{email} is no e-mail address; write one such as name@example.com."
    zh = "邮箱 {email} 格式有误,例如 name@example.com。"


class TaxNumberWrong(Invalid):
    """A tax number has strange characters, or one of 18 a wrong check digit."""

    code = "tax_number_wrong"
    en = "{number} is no tax number: 5 to 20 capitals and digits; of 18, the last is a check digit (GB 32100)."
    zh = "税号 {number} 有误:应为 5 至 20 位大写字母或数字;18 位的末位为校验码(GB 32100)。"


class TermsWrong(Invalid):
    """Payment terms and their days do not fit each other."""

    code = "terms_wrong"
    en = "Cash has 0 days, 'days' at least 1, 'month_end' 0 or more."
    zh = "现款天数为 0,账期至少 1 天,月结为 0 天或以上。"
