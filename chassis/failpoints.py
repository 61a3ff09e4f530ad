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
    """Die by SIGKILL here when SIFANG_FAILPOINT is `name` (or `name:3`, at the third passing)."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
