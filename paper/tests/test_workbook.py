"""What a workbook's cells show, and which files are not opened at all."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from chassis.errors import Refusal
from paper.sheets import commas, gate, workbook
from paper.sheets.cells import Cell
from paper.sheets.errors import (
    EncodingUnknown,
    EncryptedFile,
    EntitiesInFile,
    FileBomb,
    FileBroken,
    FileEmpty,
    FileTypeUnknown,
    MacroFile,
    TooManyColumns,
    TooManyRows,
)

from .sheets import Formula, cells, with_part, xlsx


def test_numbers_are_read_as_their_shortest_exact_text():
    (row,) = cells(xlsx([[0.1, 1.005, 5, -3.25, 13800138000, 9999999999999.99, 1e-6]]))
    shown = [cell.shown for cell in row.values()]
    assert shown == ["0.1", "1.005", "5", "-3.25", "13800138000", "9999999999999.99", "0.000001"]


def test_texts_dates_flags_and_formulas_are_told_apart():
    moment = datetime.fromisoformat("2026-01-31T12:30")
    (row,) = cells(
        xlsx(
            [["00123", date(2026, 2, 28), moment, True, Formula("=1+2"), "=1+2"]],
            {1: "yyyy/m/d", 2: "yyyy-mm-dd hh:mm"},
        )
    )
    told = [(cell.kind, cell.shown) for cell in row.values()]
    assert told[:4] == [
        ("text", "00123"),
        ("date", "2026-02-28"),
        ("date", "2026-01-31 12:30:00"),
        ("flag", "true"),
    ]
    assert told[4][0] == "formula" and told[5] == ("text", "=1+2")


def test_a_number_shown_with_leading_zeros_is_read_as_it_is_shown():
    (row,) = cells(xlsx([[123, 123]], {0: "000000"}))
    assert row == {0: Cell("number", "000123", padded=True), 1: Cell("number", "123")}


def test_dates_of_the_other_epoch_are_the_same_dates():
    (row,) = cells(xlsx([[date(2026, 2, 28)]], {0: "yyyy-mm-dd"}, date_1904=True))
    assert row[0] == Cell("date", "2026-02-28")


def test_two_cells_in_the_corners_of_a_sheet_cost_two_cells():
    file = xlsx([["a"]])
    with zipfile.ZipFile(BytesIO(file)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>z</t></is></c></row></sheetData>'
    content = with_part(
        file, "xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", far).encode()
    )
    found = list(workbook.rows(BytesIO(content), 100))
    assert [(number, list(row)) for number, row in found] == [(1, [0]), (1048576, [16383])]


def test_rows_beyond_the_limit_are_refused():
    with pytest.raises(TooManyRows):
        list(workbook.rows(BytesIO(xlsx([["x"]] * 5)), 4))
    with pytest.raises(TooManyRows):
        list(commas.rows(BytesIO(b"x\n" * 5), 4))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_entities_are_refused_wherever_they_stand(part):
    sound = xlsx([["a"]])
    with zipfile.ZipFile(BytesIO(sound)) as book:
        text = book.read(part).decode()
    head, _, rest = text.partition("?>")
    for declared in ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE x>"):
        content = with_part(sound, part, f"{head}?>{declared}{rest}".encode())
        with pytest.raises(EntitiesInFile):
            cells(content)


def bomb() -> bytes:
    return with_part(xlsx([["a"]]), "xl/media/zeros.bin", b"\0" * 30_000_000)


def many_parts() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(600):
            archive.writestr(f"xl/{number}.xml", b"")
        archive.writestr("xl/workbook.xml", b"")
    return made.getvalue()


def locked() -> bytes:
    """The archive's own encryption: its flag in both directories."""
    content = bytearray(xlsx([["a"]]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def other_archive() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileEmpty),
        (b"  \n", FileEmpty),
        (bomb, FileBomb),
        (many_parts, FileBomb),
        (locked, EncryptedFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, EncryptedFile),
        (lambda: with_part(xlsx([["a"]]), "xl/vbaProject.bin", b"x"), MacroFile),
        (other_archive, FileTypeUnknown),
        (b"PK\x03\x04 and then nothing", FileBroken),
        (b"%PDF-1.7 ...", FileTypeUnknown),
        (b"\x89PNG\r\n\x1a\n", FileTypeUnknown),
        (b"MZ\x90\x00", FileTypeUnknown),
        (b"<html><table>", FileTypeUnknown),
        (b"a,b\n\x00\x01\x02,c", FileTypeUnknown),
        (b"code,name\nA,ok\nB,\xff\xff\xff\n", EncodingUnknown),
    ],
)
def test_a_file_is_known_by_its_content_and_refused_before_it_is_unpacked(
    content, refusal, monkeypatch
):
    made = content() if callable(content) else content
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # whoever unpacks anything falls over
    with pytest.raises(refusal) as refused:
        gate.kind_of(BytesIO(made))
    assert isinstance(refused.value, Refusal)
    assert all("{" not in refused.value.sentence(language) for language in ("zh", "en"))
    assert not re.search("over|parts", refused.value.sentence("zh"))


def test_an_unknown_encoding_names_the_line():
    with pytest.raises(EncodingUnknown) as refused:
        gate.kind_of(BytesIO(b"code,name\nA,ok\nB,\xff\xff\n"))
    assert refused.value.names["line"] == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_that_offices_write(encoding):
    file = BytesIO("编号,名称\n007,鑫源\n".encode(encoding))
    assert gate.kind_of(file) == gate.CSV
    rows = [[cell.shown for cell in row.values()] for _, row in commas.rows(file, 10)]
    assert rows == [["编号", "名称"], ["007", "鑫源"]]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_may_be_parted_as_a_country_does_it(mark):
    file = BytesIO(f"code{mark}name\nA{mark}b\n".encode())
    assert [len(row) for _, row in commas.rows(file, 10)] == [2, 2]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 571", "-5", "@home", "'=x", "''-", "'quoted'", "plain", "\t=1", "'"]
)
def test_a_mark_against_formulas_is_put_on_and_taken_off(text):
    assert commas.unmarked(commas.marked(text)) == text
    assert commas.marked(text)[0] not in "=+-@\t"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_row_with_more_columns_than_any_form_is_named(kind):
    wide = [f"c{n}" for n in range(100_000 if kind == "csv" else 300)]
    content = ("a\n" + ",".join(wide)).encode() if kind == "csv" else xlsx([["a"], wide])
    read = commas.rows if kind == "csv" else workbook.rows
    with pytest.raises(TooManyColumns) as refused:
        list(read(BytesIO(content), 10))
    assert refused.value.names == {"row": 2, "most": 200}
