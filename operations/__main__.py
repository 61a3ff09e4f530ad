"""`sifang`, that is `python -m operations <command>`: the commands for the whole system."""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "run": "start everything with demo data",
    "demo": "play the main job on temporary data and check every number",
    "contracts": "write contracts/ and the lists in docs/ from the code",
    "topology": "print RabbitMQ's definitions, or declare them",
    "secrets": "generate a composition's passwords and keys",
    "reconcile": "compare the services' ledgers and name every difference",
}


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(
            "sifang <command>",
            *(f"  {name:10} {does}" for name, does in COMMANDS.items()),
            sep="\n",
        )
        return 2
    module = "reconcile.command" if arguments[0] == "reconcile" else arguments[0]
    return import_module(f"operations.{module}").main(arguments[1:])


sys.exit(main(sys.argv[1:]))
