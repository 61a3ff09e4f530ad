"""Documents that name a file or a function name one that is there."""

import re

import pytest

from operations.layout import ROOT

PAGES = [
    "README.md",
    "CHANGELOG.md",
    *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").rglob("*.md"))),
]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text()):
        assert ((ROOT / page).parent / target).exists(), target


def test_every_place_a_trace_names_is_in_the_code():
    traces = (ROOT / "docs" / "architecture.md").read_text()
    named = re.findall(r"`((?:chassis|services|gateway)/[\w/]+\.py)`(?: `(\w+)`)?", traces)
    assert len(named) > 25
    for file, function in named:
        assert (ROOT / file).is_file(), file
        if function:
            assert re.search(rf"def {function}\b", (ROOT / file).read_text()), f"{file} {function}"
