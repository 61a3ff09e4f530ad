"""The files that begin first are those that are there, and nothing gets lost on the way."""

from operations.layout import ROOT
from tests.longest import LONGEST, longest_first


class Item:
    def __init__(self, nodeid: str) -> None:
        self.nodeid = nodeid


def test_every_file_named_is_there():
    assert [name for name in LONGEST if not (ROOT / name).is_file()] == []


def test_the_longest_begin_and_the_rest_keep_its_order():
    given = ["b.py::two", "a.py::one", f"{LONGEST[1]}::x[::y]", f"{LONGEST[0]}::x", "b.py::one"]
    items = [Item(nodeid) for nodeid in given]
    longest_first(items)
    assert [item.nodeid for item in items] == [given[n] for n in (3, 2, 0, 1, 4)]
