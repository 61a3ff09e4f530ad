"""The parts of a workbook that its sheets refer to: the texts that cells share, and their formats."""

from .errors import FileBomb

MOST_TEXT = 64 * 1024 * 1024
"""Characters of all shared texts; they have to be in memory."""


class TextReader:
    """The texts that cells share, without the readings printed above them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._reading = self._aside = False
        self._size = 0

    def start(self, name: str, told: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside = True
        elif name == "t":
            self._reading = not self._aside

    def text(self, text: str) -> None:
        if self._reading:
            self._size += len(text)
            if self._size > MOST_TEXT:
                raise FileBomb("its texts", "文字")
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append("".join(self._parts))
        elif name == "rPh":
            self._aside = False
        elif name == "t":
            self._reading = False


class StyleReader:
    """Which number format each style of cells has."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self._inside = False

    def start(self, name: str, told: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[int(told["numFmtId"])] = told.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.used.append(int(told.get("numFmtId", 0)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False
