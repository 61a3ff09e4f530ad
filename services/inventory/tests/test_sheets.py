"""Suppliers and products as sheets: in, out and in again."""

from io import BytesIO

import pytest

from paper.sheets.workbook import column_letters
from paper.tests.sheets import Formula, xlsx
from tests.support.sheets import SheetDesk, places, table, text, told

ODD = ["=1+1", "+86 571", "-lead", "@home", "'quoted", 'a,b"c"', "两行\n文字"]


@pytest.fixture
def desk(service_door):
    return SheetDesk(service_door("inventory"))


@pytest.mark.both_databases
def test_a_sheet_is_brought_in_and_the_same_sheet_again_changes_nothing(desk):
    sheet = xlsx(
        [
            ["供应商资料表"],
            ["供应商编号", "供应商名称", "联系人", "评级", "Phone"],
            ["007", "鑫源", "王伟", "A 级", "0571-1"],
            ["S-2", "Second", None, "b", None],
        ]
    )
    assert told(desk.bring("suppliers", sheet, "check")) == ("done", 0, 0, 0)
    assert desk.names("/suppliers") == []
    first = desk.bring("suppliers", sheet)
    assert told(first) == ("done", 2, 0, 0)
    again = desk.bring("suppliers", sheet)
    assert told(again) == ("done", 0, 2, 0)
    assert again["same_as"] == first["id"] and again["content_hash"] == first["content_hash"]
    items = desk.door.as_("buyer").get("/suppliers", sort="code").json["items"]
    assert [(each["code"], each["rating"], each["version"]) for each in items] == [
        ("007", "A", 1),
        ("S-2", "B", 1),
    ]


def test_an_empty_cell_empties_and_a_column_left_out_leaves_what_is_there(desk):
    desk.bring("suppliers", text(["code", "name", "phone", "fax"], ["A", "a", "10010", "95588"]))
    job = desk.bring("suppliers", text(["code", "name", "phone"], ["A", "b", ""]))
    assert told(job) == ("done", 1, 0, 0)
    (found,) = desk.door.as_("buyer").get("/suppliers").json["items"]
    assert (found["name"], found["phone"], found["fax"], found["version"]) == (
        "b",
        None,
        "95588",
        2,
    )


FAULTS = [
    (3, "A", "cell_empty"),
    (4, "A", "code_as_number"),
    (5, "B", "formula_in_cell"),
    (6, "B", "invalid_fields"),
    (7, "E", "choice_unknown"),
    (8, "F", "cell_kind_wrong"),
    (9, "F", "invalid_fields"),
    (10, "A", "key_twice"),
    (11, "D", "barcode_wrong"),
    (12, "D", "barcode_taken"),
    (13, "G", "value_without_heading"),
    (14, "E", "error_in_cell"),
]


@pytest.mark.parametrize("mode", ["check", "write"])
def test_every_fault_is_named_by_row_and_column_and_nothing_is_written(desk, mode):
    desk.bring("products", text(["code", "name", "unit", "barcode"], ["OLD", "old", "pcs", "X-9"]))
    sheet = with_error(
        xlsx(
            [
                ["商品编号", "名称", "单位", "条码", "追溯方式", "税率"],
                ["OK", "fine", "pcs", None, "Lot", 0.13],
                [None, "no code", "pcs"],
                [123, "number", "pcs"],
                ["F", Formula("=1+2"), "pcs"],
                ["W", "x" * 201, "pcs"],
                ["C", "choice", "pcs", None, "barrel"],
                ["R", "rate", "pcs", None, None, "a lot"],
                ["P", "places", "pcs", None, None, 0.1234567],
                ["OK", "again", "pcs"],
                ["B", "barcode", "pcs", "4006381333932"],
                ["T", "taken", "pcs", "X-9"],
                ["V", "astray", "pcs", None, None, None, "here"],
                ["E", "error", "pcs", None, "#ERROR"],
            ]
        )
    )
    job = desk.bring("products", sheet, mode)
    assert places(job) == FAULTS
    assert told(job) == ("failed", 0, 0, len(FAULTS)) and job["code"] == "sheet_has_faults"
    assert desk.names("/products") == ["OLD"]
    for kind in ("csv", "xlsx"):
        shown = desk.door.as_("buyer").get(f"/jobs/{job['id']}/faults", format=kind)
        rows = table(shown.data, kind)
        assert rows[0] == ["Row", "Column", "Heading", "Code", "Detail"]
        assert [(int(row[0]), row[1], row[3]) for row in rows[1:]] == FAULTS


def with_error(content: bytes) -> bytes:
    """The text #ERROR as a cell that shows an error."""
    import zipfile

    from paper.tests.sheets import with_part

    with zipfile.ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    at = sheet.index('r="E14"')
    start, end = sheet.rindex("<c ", 0, at), sheet.index("</c>", at)
    broken = sheet[:start] + '<c r="E14" t="e"><v>#N/A</v>' + sheet[end:]
    return with_part(content, "xl/worksheets/sheet1.xml", broken.encode())


@pytest.mark.parametrize(
    ("headings", "code", "column"),
    [
        (["code", "name", "colour"], "heading_unknown", "C"),
        (["code", "name", "供应商名称"], "heading_twice", "C"),
        (["code", "phone"], "headings_missing", ""),
        (["name", "phone"], "headings_missing", None),
    ],
)
def test_wrong_headings_are_named(desk, headings, code, column):
    job = desk.bring("suppliers", text(headings, ["A", "b", "c"][: len(headings)]))
    assert job["state"] == "failed" and desk.names("/suppliers") == []
    if column is None:
        assert job["code"] == code and "Supplier code" in job["detail"]
    else:
        assert places(job) == [(1, column, code)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_list_gives_out_can_be_brought_in_again_without_a_change(desk, kind, language):
    rows = [[f"00{n}", odd, odd, "13800138000", "C"] for n, odd in enumerate(ODD)]
    desk.bring("suppliers", xlsx([["code", "name", "remark", "phone", "rating"], *rows]))
    amounts = ["0.1", "9999999", "1.123456", "0.000001", ""]
    products = [[f"0{n}", "n", "件", amount, "0.13", "12.345"] for n, amount in enumerate(amounts)]
    desk.bring(
        "products", text(["code", "name", "unit", "sale_price", "tax_rate", "minimum"], *products)
    )
    for form, count in (("suppliers", len(rows)), ("products", len(products))):
        answer = out(desk, f"/{form}", language, format=kind)
        assert "attachment" in answer.headers["Content-Disposition"]
        assert len(table(answer.data, kind)) == count + 1
        assert told(desk.bring(form, answer.data)) == ("done", 0, count, 0)
    shown = table(out(desk, "/suppliers", language, format="xlsx").data, "xlsx")
    assert {row[1] for row in shown[1:]} == set(ODD)


def out(desk, path, language="en", role="buyer", **query):
    caller = desk.door.as_(role)
    told = {**caller._headers(), "Accept-Language": language}
    why = {"reason": "archive"} if "format" in query and "template" not in path else {}
    answer = caller.client.get(path, query_string=why | query, headers=told)
    assert answer.status_code == 200, answer.json
    return answer


def test_a_sheet_out_has_the_lists_filters_and_order_and_is_written_down(desk):
    rows = [[f"S{n:04}", "n", "A" if n % 2 else "B"] for n in range(2100)]
    desk.bring("suppliers", text(["code", "name", "rating"], *rows))
    answer = out(desk, "/suppliers", rating="A", sort="-code", format="csv")
    codes = [row[0] for row in table(answer.data, "csv")[1:]]
    assert codes == [f"S{n:04}" for n in range(2099, 0, -2)]
    wrong = desk.door.as_("buyer").get("/suppliers", format="csv", limit=5)
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/limit")
    assert desk.door.as_("buyer").get("/suppliers", format="pdf").status_code == 422
    unsaid = desk.door.as_("buyer").get("/suppliers", format="csv")
    assert (unsaid.status_code, unsaid.json["errors"][0]["pointer"]) == (422, "/reason")
    lines = desk.door.as_("auditor").get("/journal").json["items"]
    noted = next(each for each in lines if each["thing"].startswith("export/suppliers"))
    assert "rating=A" in noted["thing"] and "phone" in noted["changes"]["read"]


def test_a_large_list_is_written_by_a_job_and_fetched_when_it_is_done(desk):
    rows = [[f"S{n:04}", "n", "A" if n % 2 else "B"] for n in range(1500)]
    desk.bring("suppliers", text(["code", "name", "rating"], *rows))
    finance = desk.door.as_("finance")
    for kind in ("csv", "xlsx"):
        form = {"format": kind, "filters": "rating=A&sort=code", "reason": "audit"}
        asked = finance.post("/sheets/suppliers/exports", form)
        assert asked.status_code == 202, asked.json
        path = f"/jobs/{asked.json['id']}"
        for language, said in (("en", "(state: Queued)"), ("zh", "(状态:排队中)")):
            headers = finance._headers() | {"Accept-Language": language}
            early = finance.client.get(path + "/file", headers=headers).json
            assert early["code"] == "file_not_ready" and said in early["detail"]
        while desk.runner.work_off():
            pass
        job = desk.job(asked.json["id"], "finance")
        assert (job["state"], job["rows_read"]) == ("done", 750)
        content = table(finance.get(path + "/file").data, kind)
        assert [row[0] for row in content[1:]] == [f"S{n:04}" for n in range(1, 1500, 2)]
    wrong = finance.post("/sheets/suppliers/exports", {"filters": "colour=red"})
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/colour")


def test_a_column_that_the_reader_may_not_see_is_not_in_his_sheet(desk):
    seen = {
        role: table(out(desk, "/movements", role=role, format="csv").data, "csv")[0]
        for role in ("finance", "warehouse_keeper")
    }
    hidden = set(seen["finance"]) - set(seen["warehouse_keeper"])
    assert any("cost" in each.lower() or "value" in each.lower() for each in hidden)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_explains_the_form_and_can_be_filled(desk, language):
    empty = out(desk, "/sheets/products/template", language)
    (head,) = table(empty.data, "xlsx")
    assert head[0] == ("商品编号" if language == "zh" else "Product code")
    assert told(desk.bring("products", empty.data)) == ("done", 0, 0, 0)
    assert (
        len(table(out(desk, "/sheets/products/template", language, format="csv").data, "csv")) == 1
    )


def test_jobs_are_their_askers_alone(desk):
    job = desk.bring("suppliers", text(["code", "name"], ["A", "a"]))
    path = f"/jobs/{job['id']}"
    for other in (desk.door.as_("buyer", "another"), desk.door.as_("auditor")):
        assert [other.get(path + end).status_code for end in ("", "/faults", "/file")] == [404] * 3
        assert other.get("/jobs").json["items"] == []
    mine = desk.door.as_("buyer")
    assert [each["id"] for each in mine.get("/jobs", state="done").json["items"]] == [job["id"]]
    assert mine.get(path + "/file").data == text(["code", "name"], ["A", "a"])


def test_a_file_that_is_none_is_refused_at_the_door_and_leaves_no_job(desk):
    buyer = desk.door.as_("buyer")
    for content, code in ((b"", "file_empty"), (b"%PDF-1.4", "file_type_unknown")):
        answer = buyer.send_file("/sheets/suppliers/imports?mode=check", content)
        assert (answer.status_code, answer.json["code"]) == (422, code)
    assert buyer.send_file("/sheets/suppliers/imports", b"code\nA\n").status_code == 422
    assert buyer.get("/jobs").json["items"] == []


def test_a_large_file_passes_only_where_files_are_taken(desk):
    buyer = desk.door.as_("buyer")
    large = text(["code", "name"], *[["C", "x" * 200] for _ in range(20_000)])
    assert len(large) > 3_000_000
    assert buyer.send_file("/sheets/suppliers/imports?mode=check", large).status_code == 202
    assert buyer.send_file("/suppliers", large).status_code in (413, 415)
    huge = b"x" * (32 * 1024 * 1024 + 1)
    assert buyer.send_file("/sheets/suppliers/imports?mode=check", huge).status_code == 413


def test_columns_have_the_letters_of_a_sheet():
    assert [column_letters(n) for n in (0, 25, 26, 51, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
    ]
