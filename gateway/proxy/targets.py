"""What a request target may look like; anything odd is refused, because repairing it is how two parsers disagree."""

import re

from chassis.errors import Refusal

LONGEST_QUERY = 4096

# Paths of this system are plain words, numbers and ids. So no escape, no backslash, no empty or dotted
# segment, no parameter (;) and no trailing slash is ever right.
_PATH = re.compile(r"/|(?:/[A-Za-z0-9_-][A-Za-z0-9._~-]*)+")
# Visible ASCII of RFC 3986; escapes only of what isn't a control character.
_QUERY = re.compile(
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?|\[\]-]|%(?:[2-689a-f][0-9a-f]|7[0-9a-e]))*", re.IGNORECASE
)


class OddTarget(Refusal):
    """The address holds something no address of this system has: an escape, `..`, `//`, a control character."""

    status = 400
    code = "odd_address"
    en = "The address can't be taken as it is written: {part} has a form no address here has."
    zh = "地址写法无法接受:{part} 的形式不属于本系统的任何地址。"


def split_target(raw: str) -> tuple[str, str]:
    """Path and query as the client wrote them; raises OddTarget instead of repairing either."""
    path, _, query = raw.partition("?")
    if not _PATH.fullmatch(path):
        raise OddTarget(part="path")
    if len(query) > LONGEST_QUERY or not _QUERY.fullmatch(query):
        raise OddTarget(part="query")
    return path, query
