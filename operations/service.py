"""`sifang <service> …`: an operator's command of one service on the books of `make run`.

    sifang sales dead list
    sifang sales replay --help

On other servers the environment names them, as it does for the service's own processes.
"""

import os
from collections.abc import Sequence

from chassis.cli import main as service_command

from .layout import STATE, Plan
from .processes import System


def main(arguments: Sequence[str]) -> int:
    """Settings of the environment win over those of `make run`."""
    os.environ.update(System(Plan(STATE)).environ(arguments[0]) | dict(os.environ))
    return service_command(arguments)
