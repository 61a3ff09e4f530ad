"""What the parameters of addresses and the headers mean, in Chinese and English, for OpenAPI.

Fields tell their own labels; what every list or change takes is told here once.
"""

from typing import Any

_WORDS = {
    "limit": ("每页条数", "how many on a page"),
    "cursor": ("上一页给出的 next", "the `next` of the page before"),
    "sort": ("排序字段,前加 - 为降序", "the field to sort by, - before it for descending"),
    "q": ("按文字搜索", "text to search for"),
    "format": ("导出整个列表为表格", "the whole list as a sheet"),
    "reason": (
        "查阅或导出的用途,记入变更记录;导出含敏感列时必填",
        "why it is read, kept in the journal; asked where a sheet holds more than internal columns",
    ),
    "Idempotency-Key": (
        "每个新操作一个新值,重试用原值:只生效一次",
        "new for each new action, the same when it is tried again: it takes effect once",
    ),
    "If-Match": (
        "读取时 ETag 中的版本,已变则拒绝",
        "the version in the ETag as read; refused when it is another by now",
    ),
}
_ENDS = {"ge": ("不小于", "at least"), "le": ("不大于", "at most")}


def described(parameter: dict[str, Any]) -> str:
    """One parameter of an OpenAPI operation in both languages: its field's labels, else what it does;
    raises KeyError for one that says neither."""
    schema, (name, _, end) = parameter["schema"], parameter["name"].partition(".")
    if parameter["in"] == "path":
        zh, en = _of_path(name)
    elif "x-label-zh" in schema:
        zh, en = schema["x-label-zh"], schema["x-label-en"]
    else:
        zh, en = _WORDS[name]
    if end:
        zh, en = zh + _ENDS[end][0], f"{en}, {_ENDS[end][1]}"
    return f"{zh} / {en}"


def _of_path(name: str) -> tuple[str, str]:
    """A path names a thing: `order_id` is its id, anything else the word it goes by."""
    noun = name.removesuffix("_id").replace("_", " ")
    if name.endswith("_id"):
        return f"路径所指对象的标识({noun})", f"id of the {noun}"
    return f"路径所指对象({noun})", f"the {noun}"
