"""What paper refuses, each with the remedy."""

from chassis.errors import Conflict, Forbidden, Invalid


class SignaturePending(Conflict):
    """A form is submitted again while a signature is still awaited."""

    code = "signature_pending"
    en = "This form already waits for the signature '{step_en}'; it is approved or rejected first."
    zh = "该表单正等待{step_zh}签字,须先批准或退回。"


class NothingToSign(Conflict):
    """Someone signs a form that was not submitted, was rejected or is signed already."""

    code = "nothing_to_sign"
    en = "This form waits for no signature; it has to be submitted first."
    zh = "该表单当前无需签字,请先提交。"


class OtherStepDue(Conflict):
    """Someone signs a later step before the earlier one."""

    code = "other_step_due"
    en = "The signature that is due is '{due_en}', not '{step_en}'."
    zh = "当前应由{due_zh}签字,尚未轮到{step_zh}。"


class SamePersonTwice(Forbidden):
    """Whoever filled or signed a form signs it once more, whatever roles the person holds."""

    code = "same_person_twice"
    en = "You filled or signed this form already; '{step_en}' has to be another person."
    zh = "您已填写或签署过该表单,{step_zh}须由另一人签字。"


class CommentMissing(Invalid):
    """A form is rejected without saying what is to be corrected."""

    code = "comment_missing"
    en = "Say in the comment what has to be corrected."
    zh = "退回时请在意见中说明需要更正的内容。"
