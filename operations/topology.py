"""`sifang topology`: the bus' exchanges, queues and bindings, declared or written as definitions."""

import argparse
import json
from collections.abc import Sequence

from chassis.transport.topology import declare_topology, read_subscriptions

from .definitions import definitions
from .processes import ROOT


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("sifang topology", description=__doc__)
    parser.add_argument("--vhost", default="/", help="the virtual host the definitions are for")
    parser.add_argument(
        "--declare", metavar="BUS", help="declare at this bus URL instead of printing"
    )
    told = parser.parse_args(arguments)
    subscriptions = read_subscriptions(str(ROOT / "contracts"))
    if told.declare:
        declare_topology(told.declare, subscriptions)
    else:
        print(json.dumps(definitions(subscriptions, told.vhost), indent=1))
    return 0
