"""What is refused about booking periods."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound

from ..words import HINDRANCE


class DayClosed(Conflict):
    """Someone dates a document into a month that is closed."""

    code = "day_closed"
    en = "{day} lies in a closed period; date it {first} or later, or have the month re-opened."
    zh = "{day} 所在期间已结账,请改为 {first} 或之后,或由财务反结账。"


class PeriodNotFound(NotFound):
    """No period has this id; months that were never closed have none."""

    code = "period_not_found"
    en = "There is no such period."
    zh = "没有该会计期间。"


class PeriodMalformed(Invalid):
    """A period is neither a month nor a year."""

    code = "period_malformed"
    en = 'There is no period "{name}"; write a month such as 2026-03 or a year such as 2026.'
    zh = "没有期间“{name}”,请写月份(如 2026-03)或年度(如 2026)。"


class PeriodNotOver(Conflict):
    """A month or year is closed before it is over."""

    code = "period_not_over"
    en = "{name} is not over yet; close it after its last day."
    zh = "{name} 尚未结束,请在期末之后结账。"


class PeriodAlreadyClosed(Conflict):
    """A month or year is closed that is closed already."""

    code = "period_already_closed"
    en = "{name} is closed already; there is nothing to close."
    zh = "{name} 已结账,无需再结。"


class PeriodNotNext(Conflict):
    """A month is closed before those before it, or a year before its months."""

    code = "period_not_next"
    en = "Close {next} before {name}: periods close one after the other."
    zh = "请先结 {next},再结 {name}:须按顺序结账。"


class PeriodNotClosed(Conflict):
    """A month is re-opened that is open."""

    code = "period_not_closed"
    en = "{name} is open; there is nothing to re-open."
    zh = "{name} 未结账,无需反结账。"


class PeriodNotLast(Conflict):
    """A month is re-opened while a later one is closed."""

    code = "period_not_last"
    en = "{last} is the last closed month; re-open it before {name}."
    zh = "最后结账的月份是 {last},请先反结该月,再反结 {name}。"


class PeriodFinal(Conflict):
    """A month of a year that was closed for good is re-opened, or that year itself."""

    code = "period_final"
    en = "Year {year} is closed for good, so {name} can't be re-opened; book the correction in an open month."
    zh = "{year} 年度已结账,{name} 不能反结账;请在未结月份做更正。"


class CloserReopens(Forbidden):
    """Who closed a month re-opens it."""

    code = "closer_reopens"
    en = "You closed {name}; someone else in finance has to re-open it."
    zh = "{name} 由您结账,须由财务的其他人员反结账。"


class PeriodHindered(Conflict):
    """A month is closed while something of it is still under way that was not accepted."""

    code = "period_hindered"
    en = "{name} can't be closed: {what}. Settle it, or accept what may be accepted, and close again."
    zh = "{name} 不能结账:{what}。请先处理,或确认可接受的事项后再结账。"

    def sentence(self, language: str) -> str:
        place, comma = (0, "、") if language == "zh" else (1, ", ")
        codes: list[str] = self.names["codes"]  # type: ignore[assignment]
        what = comma.join(HINDRANCE[code][place] for code in codes)
        return (self.zh if language == "zh" else self.en).format(name=self.names["name"], what=what)

    def details(self) -> dict[str, object]:
        return {"hindrances": self.names["codes"]}
