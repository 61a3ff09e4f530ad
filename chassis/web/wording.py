"""Field messages in Chinese: the library speaks English, readers may not."""

import re

_WORDS = (
    (r"Missing data for required field\.", "必填。"),
    (r"Unknown field\.", "没有此字段。"),
    (r"Field may not be null\.", "不能为空。"),
    (r"Must be one of: (.+)\.", r"只能是以下之一:\1。"),
    (r"Longer than maximum length (\d+)\.", r"最多 \1 个字符。"),
    (r"Length must be between (\d+) and (\d+)\.", r"数量须为 \1 至 \2。"),
    (r"Shorter than minimum length (\d+)\.", r"至少 \1 项。"),
    (r"Must be greater than or equal to (.+?)\.", r"不得小于 \1。"),
    (
        r"Must be greater than or equal to (.+) and less than or equal to (.+)\.",
        r"须在 \1 与 \2 之间。",
    ),
    (r"Not a valid (string|integer|number|boolean|list|mapping type)\.", "类型有误。"),
    (r"Not a valid UUID\.", "不是有效的编号(UUID)。"),
    (r"Not a valid date\.", "不是有效的日期(YYYY-MM-DD)。"),
    (r"Not a valid aware datetime\.", "不是带时区的时间(ISO 8601)。"),
    (r"Not a valid datetime\.", "不是有效的时间(ISO 8601)。"),
    (r"Invalid input type\.", "类型有误,应为对象。"),
    (r"Invalid value\.", "值有误。"),
    (r"Invalid JSON body\.", "不是有效的 JSON。"),
    (r"Stands twice in the same object\.", "在同一对象中出现两次。"),
    (r"Write the number as a string, such as .+", '数字请写成字符串,例如 "12.50"。'),
    (r"Not a number\.", "不是数字。"),
    (r"At most (\d+) decimal places\.", r"最多 \1 位小数。"),
    (r"Must be at least (.+)\.", r"不得小于 \1。"),
    (r"Must be at most (.+)\.", r"不得大于 \1。"),
    (r"Control characters are not allowed\.", "不能含控制字符。"),
    (r"Must not be blank\.", "不能为空白。"),
    (r"Must be on one line, without tabs\.", "须写在一行内,不能含换行或制表符。"),
    (r"Must be a year from (\d+) to (\d+)\.", r"年份须在 \1 至 \2 之间。"),
)
_PATTERNS = [(re.compile(english), chinese) for english, chinese in _WORDS]


def in_chinese(message: str) -> str:
    """The message in Chinese, or as it came when it isn't known here."""
    for pattern, chinese in _PATTERNS:
        match = pattern.fullmatch(message)
        if match:
            return match.expand(chinese)
    return message
