"""The day or days a paragraph speaks of, with the half of the day, and what is doubtful about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

_NUMERALS = {char: digit for digit, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_Y = r"(?:(?P<{0}>(?:19|20)\d\d|二[〇零○]..|今|去|本|当|上|同)年)?"
_M = r"(?:(?P<{0}>\d{{1,2}}|十[一二]?|[一二三四五六七八九]|本|上|当|同)月(?:份)?)"
_D = r"(?P<{0}>\d{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)"
_WEEK = r"(?:（?(?:星期|周|礼拜)[一二三四五六日天]）?)?"
_PART = r"(?P<{0}>上午|下午|晚上|晚间|晚|早上|早晨|清晨|凌晨|上半天|下半天|午后|傍晚|夜间|夜里|中午|全天|当晚|上下午)?"
_TO = r"(?:至|到|-+|—+|、|和|及|,|，)"
_FIRST = _Y.format("y") + _M.format("m") + _D.format("d") + r"[日号]?" + _WEEK + _PART.format("p")
_SECOND = (
    r"(?P<to>" + _TO + ")" + _Y.format("y2") + _M.format("m2") + "?" + _D.format("d2") + r"[日号]" + _WEEK
)
_WORDS = re.compile(_FIRST + "(?:" + _SECOND + _PART.format("p2") + ")?")
_DIGITS = re.compile(
    r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)[-/.·])?(?P<m>\d{1,2})[-/.·](?P<d>\d{1,2})(?![\d.%])日?"
    + _PART.format("p")
    + r"(?:"
    r"(?P<to>至|到|-+)(?:(?:(?P<y2>(?:19|20)\d\d)[-/.·])?(?P<m2>\d{1,2})[-/.·])?(?P<d2>\d{1,2})(?![\d%])日?"
    + _PART.format("p2")
    + r")?"
)
_DAY_ONLY = re.compile(
    r"(?P<d>\d{1,2})[日号](?!间|常|期|前|后)"
    + _WEEK
    + _PART.format("p")
    + r"(?:(?P<to>至|到|-+|、|和)(?P<d2>\d{1,2})[日号])?"
)
_VAGUE = re.compile(
    r"近日|日前|近期|连日来|这几天|近段时间|前不久|不久前|(?:(?P<y>\d{4})年)?(?:(?P<m>\d{1,2})月份?)(?:上旬|中旬|下旬|初|中|底|末|以来|间|份)?|"
    r"[上中下]旬|本周|上周|周末|月初|月底"
)
_SAME = re.compile(
    r"^(?:同日|当日|当天|同一天|次日|翌日|(?:今天|今日|昨天|昨日|前天)(?=[上下早中晚傍，,]))"
    + _PART.format("p")
)
_MORNING = {"上午", "早上", "早晨", "清晨", "凌晨", "上半天"}
_AFTERNOON = {"下午", "午后", "下半天"}
_EVENING = {"晚上", "晚间", "晚", "傍晚", "夜间", "夜里", "当晚"}
#: Days that are only mentioned: 截至5月底, 自5月1日起施行, 5月1日以来.
_MENTIONED_BEFORE = re.compile(r"(?:截至|截止|截止到|自|从|定于|将于|计划于|拟于|原定|早在)$")
_MENTIONED_AFTER = re.compile(
    r"(?:以来|起|前|之前|以前|以后|召开的|举行的|通过的|印发的|发布的|《|会议精神|讲话)"
)
_WITHIN = re.compile(r"(?P<p>上午|下午|当晚|晚上)")
#: 本报讯（通讯员 …） and the like before the day.
_NEWS = re.compile(
    r"(?:本报讯|本网讯|讯)?(?:[（(][^）)]{0,40}[）)]|记者[^，。]{2,12}|通讯员[^，。]{2,12}|[:：，])*"
)
#: A day stands at the head; beyond so many characters it is a mention.
_HEAD = 60


@dataclass
class When:
    """What was read: the days, the half of the day, where it stands, and doubts as (field, reason)."""

    start: date | None = None
    end: date | None = None
    half_day: str = ""
    at: tuple[int, int] | None = None
    doubts: list[tuple[str, str]] = field(default_factory=list)


def begins_with_date(text: str) -> bool:
    """Whether a line opens with a day, or with 近日, 日前 and the like."""
    for pattern in (_WORDS, _DIGITS, _DAY_ONLY, _SAME):
        if pattern.match(text):
            return True
    return bool(_VAGUE.match(text))


def read_when(text: str, *, year: int, month: int | None, before: date | None = None) -> When:
    """The days of a paragraph. ``year`` and ``month`` are those of the issue; a year in the text wins.

    In a January issue December is that of the year before. ``before`` is the day of the paragraph above, for 同日.
    """
    if same := _SAME.match(text):
        return _same(same, before)
    for pattern in (_WORDS, _DIGITS, _DAY_ONLY):
        for match in pattern.finditer(text[: _HEAD + 40]):
            if match.start() > _HEAD or _mentioned(text, match, pattern):
                continue
            found = _read(match, year, month)
            if match.start() > 12 and not _NEWS.fullmatch(text, 0, match.start()):
                found.doubts.append(("date", "日期不在段首，请核对是不是活动日期"))
            return found
    return _nothing(text)


def _mentioned(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    if pattern is not _WORDS and match.start() > 0 and pattern is _DIGITS:
        return True
    if match.start() == 0:
        return False
    opened = max(text.rfind(mark, 0, match.start()) for mark in "“《（")
    closed = max(text.rfind(mark, 0, match.start()) for mark in "”》）")
    return bool(
        opened > closed
        or _MENTIONED_BEFORE.search(text[: match.start()])
        or _MENTIONED_AFTER.match(text, match.end())
    )


def _same(match: re.Match[str], before: date | None) -> When:
    half = _half(match["p"])
    if before is None or match[0].startswith(("今", "昨", "前", "明")):
        return When(None, None, half, match.span(), [("date", f"只写了“{match[0]}”，没有写是哪一天")])
    day = before + timedelta(days=1) if match[0].startswith(("次日", "翌日")) else before
    return When(day, day, half, match.span(), [("date", f"按上一段的日期推算“{match[0]}”，请核对")])


def _nothing(text: str) -> When:
    vague = _VAGUE.search(text[:_HEAD])
    if vague:
        return When(at=vague.span(), doubts=[("date", f"只写了“{vague[0]}”，没有写是哪一天")])
    return When(doubts=[("date", "正文没有写日期")])


def _read(match: re.Match[str], year: int, month: int | None) -> When:
    groups = match.groupdict()
    found = When(at=match.span())
    own_year = _year(groups.get("y"), year)
    own_month = _month(groups.get("m"), month)
    if own_month is None:
        found.doubts.append(("date", "没有写月份，请填日期"))
        return found
    if groups.get("m") is None or groups["m"] in {"本", "上", "当", "同"}:
        found.doubts.append(("date", f"没有写明月份，按{own_month}月填，请核对"))
    start_year = own_year or _implied_year(year, month, own_month)
    if own_year is None and start_year != year:
        found.doubts.append(("date", f"没有写年份，按{start_year}年填，请核对"))
    start = _day(start_year, own_month, _number(groups["d"]))
    if start is None:
        found.doubts.append(("date", f"没有“{match[0]}”这一天"))
        return found
    found.start = found.end = start
    found.half_day = _half(groups.get("p"))
    if groups.get("d2"):
        _until(found, match, start, own_year)
    return found


def _until(found: When, match: re.Match[str], start: date, own_year: int | None) -> None:
    groups = match.groupdict()
    month = _month(groups.get("m2"), start.month) or start.month
    year = _year(groups.get("y2"), start.year) or start.year
    end = _day(year, month, _number(groups["d2"]))
    if end is not None and end < start and not groups.get("y2") and month < start.month:
        end = _day(year + 1, month, end.day)
    if end is None or end < start:
        found.doubts.append(("date", f"“{match[0]}”的结束日期不对，请核对"))
        return
    found.end = end
    if groups["to"] in {"、", "和", "及", "，", ","} and end - start > timedelta(days=1):
        found.doubts.append(("date", f"“{match[0]}”不是连续的日子，这里填的是首尾两天"))
    if (end - start).days > 62:
        found.doubts.append(("date", "起止相隔两个月以上，请核对"))
    if found.half_day or groups.get("p2"):
        if _half(groups.get("p2")) != found.half_day or end != start:
            found.doubts.append(("half_day", "跨日的活动只写了一头的时段，时段没有填"))
        found.half_day = ""


def _implied_year(year: int, month: int | None, own: int) -> int:
    """A January issue tells of December; a December issue may run on into January."""
    if month is None:
        return year
    if own - month >= 6:
        return year - 1
    return year + 1 if month - own >= 10 else year


def _year(written: str | None, year: int) -> int | None:
    if not written:
        return None
    if written.isdigit():
        return int(written)
    if written in {"去", "上"}:
        return year - 1
    if written in {"今", "本", "当", "同"}:
        return year
    digits = [_NUMERALS.get(char) for char in written]
    return int("".join(map(str, digits))) if None not in digits else None


def _month(written: str | None, month: int | None) -> int | None:
    if not written or written in {"本", "当", "同"}:
        return month
    if written == "上":
        return (month - 2) % 12 + 1 if month else None
    return _number(written)


def _number(written: str) -> int:
    """5, 05, 五, 十八, 二十一, 廿三."""
    if written.isdigit():
        return int(written)
    written = written.replace("廿", "二十")
    tens, ten, ones = written.partition("十")
    if not ten:
        return _NUMERALS.get(written, 0)
    return (_NUMERALS.get(tens, 0) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _half(part: str | None) -> str:
    if part in _MORNING:
        return "am"
    if part in _AFTERNOON:
        return "pm"
    return "evening" if part in _EVENING else ""
