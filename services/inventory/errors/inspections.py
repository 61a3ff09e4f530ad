"""What inspection plans, standings and inspections refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class InspectionPlanTaken(Conflict):
    """A second plan in force is made for the same product and supplier."""

    code = "inspection_plan_taken"
    en = "Product {code} has an inspection plan for this supplier; change that one."
    zh = "商品 {code} 对该供应商已有检验方案,请修改该方案。"


class InspectionState(Conflict):
    """Something is done to an inspection that its state doesn't allow."""

    code = "inspection_state_wrong"
    en = "Inspection {number} is {status}; {next}."
    zh = "检验单 {number} 为{status_zh}状态;{next_zh}。"


class InspectorIsBuyer(Forbidden):
    """Whoever bought the goods inspects them or takes them by concession."""

    code = "inspector_is_buyer"
    en = "You bought what inspection {number} is about; another person has to judge it."
    zh = "检验单 {number} 的货物由您采购,须由另一人检验或判定。"


class JudgeIsInspector(Forbidden):
    """The inspector overrules his own result or scraps what he rejected."""

    code = "judge_is_inspector"
    en = "You inspected {number}; another person has to decide on a concession or scrap."
    zh = "检验单 {number} 由您检验,让步接收或报废须由另一人批准。"


class DefectsExceedSample(Invalid):
    """More nonconforming pieces are reported than were looked at."""

    code = "defects_exceed_sample"
    en = "The sample has {size} pieces; report each nonconforming piece once, under its worst defect."
    zh = "样本仅有 {size} 件;每件不合格品只按最严重的缺陷计一次。"


class MeasurementOutside(Invalid):
    """A measured value lies outside its limits, and no defect is reported."""

    code = "measurement_outside"
    en = "{name} lies outside its limits; report the pieces as a defect."
    zh = "{name} 的实测值超出界限,请将其计为缺陷。"


class MeasurementLimitsCrossed(Invalid):
    """The lower limit of a measured value lies above the upper one."""

    code = "measurement_limits_crossed"
    en = "The lower limit of {name} lies above its upper one; correct one of them."
    zh = "{name} 的下限高于上限,请更正其中之一。"


class InspectionDisposalTooLarge(Conflict):
    """More pieces leave quarantine than the inspection has left there."""

    code = "inspection_disposal_too_large"
    en = "Only {left} are still in quarantine; dispose of at most that many."
    zh = "隔离区仅余 {left},处置数量不能超过该数。"


class InspectionLotUnknown(Invalid):
    """A disposal names a lot that the inspection is not about, or names it twice."""

    code = "inspection_lot_unknown"
    en = "Lot {lot} is not of this inspection, or is named twice; use each of its lots once."
    zh = "该检验单没有批次 {lot},或重复填写;每个批次只填一次。"


class InspectionLotsDiffer(Invalid):
    """The lots of a disposal do not add up to its quantity."""

    code = "inspection_lots_differ"
    en = "The lots' quantities do not add up to the quantity; correct one of them."
    zh = "各批次数量之和与总数量不符,请更正。"


class StandingNotSo(Conflict):
    """A standing is set to a severity that it can't go to by decision."""

    code = "inspection_standing_wrong"
    en = "The severity is {severity}; only reduced inspection is ended and only discontinued sampling resumed by decision."
    zh = "当前为{severity_zh};仅可人工终止放宽检验或恢复已暂停的抽检。"
