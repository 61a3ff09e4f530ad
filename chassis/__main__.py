"""`python -m chassis <service> <command>`: the processes and the operator's commands of one service."""

import sys

from chassis.cli import main

sys.exit(main(sys.argv[1:]))
