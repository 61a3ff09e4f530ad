"""What a list's sheet says of things that have lines of several kinds."""

from chassis.web import fields
from paper.sheets.writing import Column, rows_of

COLUMNS = [
    Column("code", "Code", fields.text("编号", "Code")),
    Column("lot", "Lot", fields.text("批次", "Lot"), lines="lots"),
    Column("step", "Step", fields.text("步骤", "Step"), lines="steps"),
]


def test_lines_of_every_kind_go_out_each_once_beside_those_of_the_others():
    things = [
        {"code": "A", "lots": [{"lot": "1"}], "steps": [{"step": "x"}, {"step": "y"}]},
        {"code": "B", "lots": [], "steps": []},
        {"code": "C", "lots": [{"lot": "2"}], "steps": []},
    ]
    assert list(rows_of(things, COLUMNS)) == [
        ["A", "1", "x"],
        ["A", None, "y"],
        ["B", None, None],
        ["C", "2", None],
    ]
    assert list(rows_of(things[:1], COLUMNS[:1])) == [["A"]]
