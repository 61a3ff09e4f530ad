"""The nouns of sales import downwards only, in the order the README gives."""

import ast
from pathlib import Path

import services.sales as sales

NOUNS = """periods references credit margins receivables dunning settlements credit_notes payments
    debit_notes write_offs openings orders quotations deliveries returns letters dues reports closing""".split()
ROOT = Path(sales.__file__).parent


def imported(file: Path) -> set[str]:
    """Names of this service's packages that a file of a noun imports (`from ..orders.models import …`)."""
    nodes = [n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.ImportFrom)]
    above = [node for node in nodes if node.level == 2]
    named = {node.module.split(".")[0] for node in above if node.module}
    return named | {alias.name for node in above if not node.module for alias in node.names}


def test_every_noun_imports_only_nouns_below_it():
    for place, noun in enumerate(NOUNS):
        for file in (ROOT / noun).glob("*.py"):
            assert not imported(file) & set(NOUNS[place + 1 :]), file


def test_the_readme_gives_the_same_order():
    assert " < ".join(NOUNS) in (ROOT / "README.md").read_text()


def test_no_file_of_the_service_is_long():
    for file in ROOT.rglob("*.py"):
        assert len(file.read_text().splitlines()) <= 250, file
