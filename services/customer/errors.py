"""What the customer service refuses, each with the remedy."""

from typing import Any

from chassis.errors import Conflict, Forbidden, Invalid, NotFound


class CustomerNotFound(NotFound):
    """The file is not there, or belongs to another salesperson."""

    code = "customer_not_found"
    en = "There is no customer file {customer}, or it is outside your scope."
    zh = "没有客户档案 {customer},或不在您的数据权限内。"


class FileNotChangeable(Conflict):
    """A file is changed while it waits for a signature, or after it was archived."""

    code = "file_not_changeable"
    en = "File {code} is '{state_en}'; it can be changed once it is approved or rejected."
    zh = "客户档案 {code} 为「{state_zh}」,批准或退回后才可修改。"


class FileNotForSubmission(Conflict):
    """A file is submitted that waits for a signature already, or has nothing new to be signed."""

    code = "file_not_for_submission"
    en = "File {code} is '{state_en}'; only one that is being filled or was rejected is submitted."
    zh = "客户档案 {code} 为「{state_zh}」,只有填写中或已退回的可以提交。"


class FileNotForExamination(Conflict):
    """A file is examined that was not submitted."""

    code = "file_not_for_examination"
    en = "File {code} is '{state_en}'; it is examined after it was submitted."
    zh = "客户档案 {code} 为「{state_zh}」,提交后才可审核。"


class FileNotForRecheck(Conflict):
    """A file is re-checked that was not examined."""

    code = "file_not_for_recheck"
    en = "File {code} is '{state_en}'; it is re-checked after it was examined."
    zh = "客户档案 {code} 为「{state_zh}」,审核后才可复核。"


class FileNotForArchiving(Conflict):
    """A file is archived while it waits for a signature, or twice."""

    code = "file_not_for_archiving"
    en = "File {code} is '{state_en}'; it can be archived once it is approved or rejected."
    zh = "客户档案 {code} 为「{state_zh}」,批准或退回后才可归档。"


class OwnerNotYours(Forbidden):
    """A salesperson registers a file for, or hands one to, somebody else."""

    code = "owner_not_yours"
    en = "You keep only your own customers; ask customer information to change the owner."
    zh = "您只能维护自己的客户,变更负责人请联系客户信息部。"


class NearDuplicate(Conflict):
    """Another file has the same name, phone or social credit code."""

    code = "near_duplicate"
    en = (
        "Like this: {codes}. Open that file, or repeat with confirmed_distinct: true"
        " if it is another customer."
    )
    zh = "已有相似档案:{codes}。请核对;如确为不同客户,请加 confirmed_distinct: true 重新提交。"

    def __init__(self, duplicates: list[dict[str, Any]]) -> None:
        self.duplicates = duplicates
        named = [f"{d['code']} ({', '.join(d['same'])})" for d in duplicates]
        super().__init__(codes="; ".join(named))

    def details(self) -> dict[str, object]:
        return {"duplicates": self.duplicates}


class FieldOfOtherType(Invalid):
    """A field is filled that a file of this type does not have."""

    code = "field_of_other_type"
    en = "A file of type '{type_en}' has no field {field}; leave it empty."
    zh = "{type_zh}档案没有字段 {field},请留空。"


class FieldRequired(Invalid):
    """A field without which a file of this type cannot be kept is empty."""

    code = "field_required"
    en = "A file of type '{type_en}' needs {field}; fill it in."
    zh = "{type_zh}档案必须填写 {field},请补填。"


class NoneNotPossible(Invalid):
    """A field is declared 无 that has a value, must be filled, or does not exist."""

    code = "none_not_possible"
    en = "{field} cannot be 无 (none): it has a value, has to be filled, or is not a field here."
    zh = "{field} 不能填「无」:该字段已有内容、必须填写或不属于此类档案。"


class TermsWrong(Invalid):
    """Payment terms and their days do not fit each other."""

    code = "terms_wrong"
    en = "Cash has 0 days, 'days' at least 1, 'month_end' 0 or more."
    zh = "现款天数为 0,账期至少 1 天,月结为 0 天或以上。"


class CreditCodeWrong(Invalid):
    """A unified social credit code fails GB 32100."""

    code = "credit_code_wrong"
    en = "Not a unified social credit code: 18 characters, the last one a check digit (GB 32100)."
    zh = "统一社会信用代码有误:应为 18 位且末位校验码相符(GB 32100)。"


class IdentityNumberWrong(Invalid):
    """A resident identity number fails GB 11643."""

    code = "identity_number_wrong"
    en = "Not a resident identity number: check its 18 characters and the birth date in it (GB 11643)."
    zh = "居民身份证号有误:请核对 18 位号码及其中的出生日期(GB 11643)。"


class IdentityKindMissing(Invalid):
    """An identity number comes without the kind of document."""

    code = "identity_kind_missing"
    en = "Say which kind of identity document the number is of."
    zh = "请填写证件类型。"


class BirthDateDiffers(Invalid):
    """The birth date is another than the identity number's."""

    code = "birth_date_differs"
    en = "The birth date is not the one in the identity number; correct one of them."
    zh = "出生日期与身份证号不一致,请更正其一。"


class DateInFuture(Invalid):
    """A date of the past lies in the future."""

    code = "date_in_future"
    en = "{day} is still to come; this date has to be in the past."
    zh = "{day} 尚未到来,该日期应为过去的日期。"


class PhoneMalformed(Invalid):
    """A phone number has too few or too many digits, or letters."""

    code = "phone_malformed"
    en = "Write 7 to 15 digits (a mobile number inside China: 11, beginning with 13 to 19)."
    zh = "电话应为 7 至 15 位数字(国内手机为 13–19 开头的 11 位)。"


class EmailMalformed(Invalid):
    """An e-mail address has no local part or no domain."""

    code = "email_malformed"
    en = "Write one e-mail address, such as name@example.com."
    zh = "邮箱格式有误,例如 name@example.com。"


class WebsiteMalformed(Invalid):
    """A website is no host name."""

    code = "website_malformed"
    en = "Write a host name, such as www.example.com."
    zh = "网址格式有误,例如 www.example.com。"


class PostcodeMalformed(Invalid):
    """A postcode does not have six digits."""

    code = "postcode_malformed"
    en = "A postcode in China has 6 digits."
    zh = "邮政编码应为 6 位数字。"


class TaxNumberMalformed(Invalid):
    """A taxpayer number has another length or other characters."""

    code = "tax_number_malformed"
    en = "A taxpayer number has 15 to 20 digits or capital letters."
    zh = "纳税人识别号应为 15 至 20 位数字或大写字母。"


class RegionAbroad(Invalid):
    """A customer abroad has a province of China."""

    code = "region_abroad"
    en = "A customer abroad has no province-level region; leave region empty."
    zh = "境外客户不填省级区域。"


class ProposalNotFound(NotFound):
    """The credit proposal is not there, or its customer is outside the reader's scope."""

    code = "proposal_not_found"
    en = "There is no credit proposal {proposal}, or it is outside your scope."
    zh = "没有信用申请 {proposal},或不在您的数据权限内。"


class ProposalPending(Conflict):
    """A second credit proposal is made while one waits for its signatures."""

    code = "proposal_pending"
    en = "Proposal {number} for this customer waits for signatures; it is approved or rejected first."
    zh = "该客户的信用申请 {number} 正在签批,须先批准或退回。"


class NothingProposed(Invalid):
    """A credit proposal has neither a limit nor a rating."""

    code = "nothing_proposed"
    en = "Propose a limit, a rating, or both."
    zh = "请填写信用额度或信誉等级,或两者都填。"


class CreditOfArchived(Conflict):
    """Credit is proposed for an archived customer."""

    code = "credit_of_archived"
    en = "Customer {code} is archived and gets no credit."
    zh = "客户 {code} 已归档,不能申请信用。"


class ProposalNotForExamination(Conflict):
    """A credit proposal is examined twice, or after its rejection."""

    code = "proposal_not_for_examination"
    en = "Proposal {number} is '{state_en}'; only a submitted one is examined."
    zh = "信用申请 {number} 为「{state_zh}」,只有待审核的可以审核。"


class ProposalNotForRecheck(Conflict):
    """A credit proposal is re-checked that was not examined."""

    code = "proposal_not_for_recheck"
    en = "Proposal {number} is '{state_en}'; it is re-checked after it was examined."
    zh = "信用申请 {number} 为「{state_zh}」,审核后才可复核。"
