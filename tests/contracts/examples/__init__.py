"""One request for every operation of every app: it must be answered with success."""

from . import cash, customer, gateway, inventory, purchasing, quality, sales
from .sent import Example

_ALL: dict[str, dict[str, Example]] = {
    "customer": customer.EXAMPLES,
    "inventory": purchasing.EXAMPLES | inventory.EXAMPLES,
    "sales": sales.EXAMPLES | cash.EXAMPLES,
    "quality": quality.EXAMPLES,
    "gateway": gateway.EXAMPLES,
}
EXAMPLES = {
    f"{service} {route}": example
    for service, examples in _ALL.items()
    for route, example in examples.items()
}
