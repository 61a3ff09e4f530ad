"""`sifang`, that is `python -m operations <command>`: the commands for the whole system."""

import sys
from collections.abc import Sequence
from importlib import import_module

from .layout import SERVICES

COMMANDS = {
    "run": "start everything with demo data",
    "demo": "play the main job on temporary data and check every number",
    "contracts": "write contracts/ and the lists in docs/ from the code",
    "topology": "print RabbitMQ's definitions, or declare them",
    "secrets": "generate a composition's passwords and keys",
    "reconcile": "compare the services' ledgers and name every difference",
}


def main(arguments: Sequence[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in SERVICES:
        return import_module("operations.service").main(arguments)
    if name not in COMMANDS:
        lines = [f"  {command:10} {does}" for command, does in COMMANDS.items()]
        print(
            "sifang <command>", *lines, "sifang <service> dead|replay|rebuild|journal …", sep="\n"
        )
        return 2
    module = "reconcile.command" if name == "reconcile" else name
    return import_module(f"operations.{module}").main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
