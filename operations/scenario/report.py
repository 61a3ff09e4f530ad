"""What the audience sees: a numbered line per step in Chinese and English, facts, and checks."""

import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TextIO


class Report:
    """Prints the play and counts what was compared; `facts` yields what was stated since."""

    def __init__(
        self, facts: Callable[[], Iterable[dict[str, Any]]] = tuple, out: TextIO | None = None
    ) -> None:
        self._facts, self._out = facts, out or sys.stdout
        self._colour = self._out.isatty()
        self.steps = self.compared = 0
        self.wrong: list[str] = []

    def step(self, zh: str, en: str) -> None:
        """A new step begins; what the last one set off is shown before."""
        self.show_facts()
        self.steps += 1
        self._line(f"\n{self._bold(f'{self.steps:2}  {zh}')}\n    {en}")

    def note(self, text: str) -> None:
        self._line(f"      {text}")

    def show_facts(self) -> None:
        for fact in self._facts():
            self._line(self._dim(f"      → {fact['type']:38} {_gist(fact['data'])}"))

    def equal(self, zh: str, en: str, got: Any, wanted: Any) -> None:
        """Compare what was read back with what must be there; decimals by value, not by spelling."""
        self.compared += 1
        good = _same(got, wanted)
        sign = self._paint("32", "✓") if good else self._paint("31", "✗")
        detail = _show(wanted) if good else f"{_show(got)} ≠ {_show(wanted)}"
        self._line(f"      {sign} {zh} · {en}: {detail}")
        if not good:
            self.wrong.append(f"step {self.steps}, {en}: got {_show(got)}, wanted {_show(wanted)}")

    def refused(self, zh: str, en: str, status: int, code: str) -> None:
        """A refusal that was expected and came."""
        self.compared += 1
        self._line(f"      {self._paint('32', '✓')} {zh} · {en}: {status} {code}")

    def end(self) -> int:
        """The last line; 0 when everything was as it should be."""
        self.show_facts()
        counted = f"{self.steps} steps, {self.compared} comparisons"
        self._line(f"\n{counted}, {len(self.wrong)} wrong")
        for line in self.wrong:
            self._line(f"  {line}")
        return int(bool(self.wrong))

    def _line(self, text: str) -> None:
        print(text, file=self._out, flush=True)

    def _bold(self, text: str) -> str:
        return self._paint("1", text)

    def _dim(self, text: str) -> str:
        return self._paint("2", text)

    def _paint(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._colour else text


def _same(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(_same(got.get(key), wanted[key]) for key in wanted)
    if isinstance(wanted, list):
        return isinstance(got, list) and len(got) == len(wanted) and all(map(_same, got, wanted))
    if isinstance(wanted, (int, Decimal)) and not isinstance(wanted, bool):
        return got is not None and Decimal(str(got)) == wanted
    return got == wanted


def _show(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_show(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "[" + "; ".join(map(_show, value)) + "]"
    return str(value)


def _gist(data: dict[str, Any]) -> str:
    """The few words of a fact a reader recognises: numbers, names, states, quantities."""
    words = [str(value) for key, value in data.items() if _telling(key, value)]
    lines = data.get("lines") or data.get("items") or []
    quantities = [str(line[key]) for line in lines for key in _COUNTS if line.get(key)]
    return " ".join([*words, *(quantities and ["·", *quantities[:4]])])[:110]


_COUNTS = ("quantity", "reserved", "backordered", "cost")
_TELLING = (
    "number",
    "code",
    "name",
    "display_name",
    "lot",
    "kind",
    "status",
    "held",
    "case_number",
    "limit",
    "gross",
)


def _telling(key: str, value: Any) -> bool:
    return key in _TELLING and value is not None
