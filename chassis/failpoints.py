"""Named places where a test kills the process, so that every step's crash can be walked."""

import os
import signal

_name, _, _nth = os.environ.get("SIFANG_FAILPOINT", "").partition(":")
_left = int(_nth or 1)
if _name and os.environ.get("SIFANG_TEST_MODE") != "1":
    raise RuntimeError(
        "SIFANG_FAILPOINT is set, but processes are killed only with SIFANG_TEST_MODE=1"
    )


def failpoint(name: str) -> None:
    """Die by SIGKILL here when SIFANG_FAILPOINT is `name` (or `name:3`, at the third passing).

    With SIFANG_FAILPOINT_GROUP=1 the whole process group dies: a web process without the parent
    that would only start it again.
    """
    global _left
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        if os.environ.get("SIFANG_FAILPOINT_GROUP") == "1":
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
