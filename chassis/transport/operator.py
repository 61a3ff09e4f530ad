"""Who gives operator commands, and that each says why."""

import getpass
from uuid import UUID

from chassis.errors import Invalid
from chassis.principal import Context, Principal


class ReasonMissing(Invalid):
    """An operator changes what transport did without saying why."""

    code = "reason_missing"
    en = "Say why: this goes into the journal."
    zh = "请填写原因,它将记入日志。"


def operator(verb: str, reason: str) -> Context:
    """The context of an operator's command; refuses one without a reason."""
    if not reason.strip():
        raise ReasonMissing()
    return Context(
        Principal(UUID(int=0), name=f"operator {getpass.getuser()}"), request={"verb": verb}
    )
