"""Sheets with the headings that the paper forms of before have."""

from tests.support.sheets import SheetDesk, text, told

SOLD = "销售单号、客户编号、销售日期、销售员、是否核销、操作人员、总共金额、不含税价、税额".split(
    "、"
)
LINES = "编号ID、商品编号、销售数量、成本单价、销售单价、总共税额".split("、")


def test_the_sales_book_with_its_lines_comes_in_under_its_own_numbers(desk):
    desk.customer(code="000123")
    desk.product(code="0077")
    first = ["XS-001", "000123", "2026/3/2", "salesperson", "否", "老王", "36.16", "32", "4.16"]
    rows = [[*first, "1", "0077", "2", "10", "16", "4.16"], ["", *[""] * 8, "2", "0077", "1"]]
    rows[1] += ["10", "15.5", "2.02"]
    second = ["XS-002", "000123", "2026年3月3日", "", "", "", "", "", ""]
    rows.append([*second, "3", "0077", "5", "", "", ""])
    sheets, content = SheetDesk(desk.door), text([*SOLD, *LINES], *rows)
    assert told(sheets.bring("orders", content, role="salesperson")) == ("done", 3, 0, 0)
    assert told(sheets.bring("orders", content, role="salesperson")) == ("done", 0, 3, 0)
    listed = desk.by("salesperson").get("/orders", sort="number").json["items"]
    assert [(each["former_number"], each["ordered_on"], each["gross"]) for each in listed] == [
        ("XS-001", "2026-03-02", "53.68"),
        ("XS-002", "2026-03-03", "90.40"),
    ]
