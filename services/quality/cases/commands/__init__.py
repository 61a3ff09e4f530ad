"""One function per verb of a case; each takes the session first and never commits."""

from .closing import close_case
from .costing import book_disposal, book_replacement
from .opening import open_case, open_cases_for_return
from .working import add_cause, contain_case, judge_return, reply_to_customer

__all__ = [
    "add_cause",
    "book_disposal",
    "book_replacement",
    "close_case",
    "contain_case",
    "judge_return",
    "open_case",
    "open_cases_for_return",
    "reply_to_customer",
]
