"""The amounts of receipts, and of returns from them: each the sum of the document's lines."""

from typing import Any

from sqlalchemy import func, select

from chassis.data.types import Money


def amounts_of_lines(lines: Any, mine: Any) -> dict[str, Any]:
    """The columns net, tax and gross of a document, `mine` being the clause that finds its lines;
    null while they have none."""
    summed = {"net": lines.value, "tax": lines.tax, "gross": lines.value + lines.tax}
    return {
        name: select(func.sum(column, type_=Money)).where(mine).scalar_subquery()
        for name, column in summed.items()
    }
