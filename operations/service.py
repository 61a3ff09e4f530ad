"""`sifang <service> …`: an operator's command of one service on the books of `make run`.

    sifang sales dead list
    sifang sales replay --help

On other servers the environment names them, as it does for the service's own processes.
"""

import os
from collections.abc import Sequence

from chassis.cli import main as service_command

from .layout import STATE, existing
from .processes import System


def main(arguments: Sequence[str]) -> int:
    """Run it; an environment that names a database is taken as it is."""
    if "SIFANG_DATABASE_URL" not in os.environ:
        os.environ.update(System(existing(STATE)).environ(arguments[0]))
    return service_command(arguments)
