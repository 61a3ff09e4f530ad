"""How deadlines are shown."""

from chassis.web import fields

STEPS = {
    "acknowledge": ("受理确认", "Acknowledge"),
    "d3": ("遏制 (D3)", "Contain (D3)"),
    "reply": ("回复客户", "Reply"),
    "d4": ("根本原因 (D4)", "Root cause (D4)"),
    "d5": ("选择措施 (D5)", "Choose actions (D5)"),
    "d6": ("实施验证 (D6)", "Prove actions (D6)"),
    "d7": ("预防再发 (D7)", "Prevent (D7)"),
    "d8": ("关闭 (D8)", "Close (D8)"),
}
STATES = {
    "running": ("计时中", "Running"),
    "amber": ("即将到期", "Amber"),
    "late": ("逾期", "Late"),
    "met": ("按时完成", "Met"),
    "met_late": ("逾期完成", "Met late"),
}


class DeadlineOut(fields.Schema):
    """时限."""

    step = fields.choice("步骤", "Step", STEPS)
    amber_at = fields.instant("预警时间", "Amber at")
    due_at = fields.instant("到期时间", "Due at")
    done_at = fields.instant("完成时间", "Done at", allow_none=True)
    state = fields.choice("状态", "State", STATES)
