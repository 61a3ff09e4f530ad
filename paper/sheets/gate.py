"""What a file is, by its content and not by its name, and whether it may be opened at all.

Of a workbook only the directory is read here: nothing is unpacked before it has passed.
"""

import codecs
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from .errors import (
    EncodingUnknown,
    EncryptedFile,
    FileBomb,
    FileBroken,
    FileEmpty,
    FileTypeUnknown,
    MacroFile,
)

XLSX, CSV = "xlsx", "csv"
MEGABYTE = 1024 * 1024
MOST_UNPACKED = 400 * MEGABYTE
MOST_ENTRIES = 500
MOST_TIMES = 200
"""How many times larger a part may become; sheets of repeated words reach about fifty."""
SMALL = MEGABYTE
"""Parts up to this size are not worth a bomb."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": ("a PDF file", "PDF 文件"),
    b"\x89PNG": ("an image", "图片"),
    b"\xff\xd8\xff": ("an image", "图片"),
    b"Rar!": ("an archive", "压缩文件"),
    b"7z\xbc\xaf": ("an archive", "压缩文件"),
    b"\x1f\x8b": ("an archive", "压缩文件"),
    b"MZ": ("a program", "可执行程序"),
    b"\x7fELF": ("a program", "可执行程序"),
}
_BINARY = frozenset(range(9)) | frozenset(range(14, 32))


def kind_of(file: IO[bytes]) -> str:
    """`xlsx` or `csv`; raises the refusal that says why the file is not taken."""
    file.seek(0)
    head = file.read(64 * 1024)
    if not head.strip():
        raise FileEmpty
    if head.startswith(_OLE):
        raise EncryptedFile
    for magic, named in _OTHERS.items():
        if head.startswith(magic):
            raise FileTypeUnknown(found=named)
    if head.startswith(b"PK"):
        _check_workbook(file)
        return XLSX
    if b"\x00" in head or len([byte for byte in head if byte in _BINARY]) > 2:
        raise FileTypeUnknown(found=("no text", "非文本内容"))
    if head.lstrip()[:64].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"{\\rtf")):
        raise FileTypeUnknown(found=("a web page or a document", "网页或文档"))
    encoding_of(file)
    return CSV


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of a text: UTF-8 when all of it is, else GB 18030; raises EncodingUnknown."""
    if _broken_line(file, "utf-8") is None:
        return "utf-8-sig"
    line = _broken_line(file, "gb18030")
    if line is None:
        return "gb18030"
    raise EncodingUnknown(line=line)


def _broken_line(file: IO[bytes], encoding: str) -> int | None:
    """The line at which the text stops being of this encoding; None when it never does."""
    file.seek(0)
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    while True:
        piece = file.read(MEGABYTE)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as problem:
            return line + piece[: problem.start].count(b"\n")
        if not piece:
            return None
        line += piece.count(b"\n")


def _check_workbook(file: IO[bytes]) -> None:
    file.seek(0, 2)
    size = file.tell()
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError) as problem:
        raise FileBroken from problem
    names = {part.filename for part in parts}
    if any(part.flag_bits & 0x1 for part in parts):
        raise EncryptedFile
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise MacroFile
    if "xl/workbook.xml" not in names:
        raise FileTypeUnknown(found=("an archive that is no workbook", "非工作簿的压缩文件"))
    _refuse_bomb(parts, size)


def _refuse_bomb(parts: list[ZipInfo], size: int) -> None:
    if len(parts) > MOST_ENTRIES or len({part.filename for part in parts}) != len(parts):
        raise FileBomb(f"{len(parts)} parts", f"含 {len(parts)} 个部件")
    if sum(part.compress_size for part in parts) > size:
        raise FileBomb("overlapping parts", "部件相互重叠")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileBomb(*(f"{over} {MOST_UNPACKED // MEGABYTE} MB" for over in ("over", "超过")))
    for part in parts:
        if part.file_size > max(SMALL, MOST_TIMES * part.compress_size):
            raise FileBomb(
                *(f"{part.filename[:60]}: {over} {MOST_TIMES}:1" for over in ("over", "超过"))
            )
