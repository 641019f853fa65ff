"""Where a personal name may stand, and where one ends that no roster holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from activities.recognition.lexicon import Lexicon
from activities.recognition.words import (
    COMPOUND_SURNAMES,
    FAINT,
    HONORIFICS,
    NOT_NAME,
    PREDICATE,
    REAL_WEAK_TITLE,
    SURNAMES,
    TITLE_ENDS,
    WEAK_TITLE_ENDS,
    any_of,
)

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]")
_CLOSES = frozenset("、，。；：！？（）《》“”…\"' ") | {""}
#: No given name ends in these: 王强等，.
_NEVER_LAST = frozenset("等及与在到作以")
#: Characters of offices and bodies, which names with a rare surname do not have.
_OFFICE = re.compile(
    r"[会主副任党组机关委员局长书记处室部院办所区县市镇乡街政府人大代表团领导干部群众上下前后中大小的了第一二三四五六七八九十]"
)
#: What follows 主任, 书记 or 主席 and is nobody.
_NO_NAME_AT_ALL = re.compile(
    r"会议|办公|助理|信箱|接待|级别|级|团|处|室|科员|委员|候选|培训|论坛|联席|热线|工程|岗位|职务|一职|名单|人选|责任|述职|包保|领衔|负责|"
    r"带头|人员|们|成员|单位|部门|以上|以下|大会|例会|碰头|专题|扩大|等|及|和|与|或"
)
_JOINED = re.compile(r"(?:及其?|以及|和|与|暨)(?![、，。；：）])|等")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7}){1,3}")
#: A place called after somebody, or a word that merely begins like a name.
_SURELY_DOES = re.compile(r"主持|出席|列席|陪同|率队|带队")
_PLACE_AFTER = re.compile(
    r"村|庄(?!严)|屯|寨|镇(?!长)|乡(?!长|村)|街道|大街|街(?!长)|路(?!长)|大道|巷|社区|小区|小学|中学|学校|幼儿园|广场|公园|大桥|桥|"
    r"水库|纪念|故居|旧居|墓|祠|工作室|人?大?代表工作室|代表联络|代表之家|代表接待|人大代表(?:工作室|联络|之家)|劳模工作|"
    r"家庭农场|农场|合作社|公司|集团|工作法|调解室|书屋|诊所|新村|大院"
)
_HONORED = re.compile(f"(?:{any_of(HONORIFICS)})")
_TITLE_HEAD = re.compile(f"(?:常务)?副?(?:{any_of(TITLE_ENDS - {'同志', '领导', '群众', '职工', '代表'})})")


@dataclass(frozen=True)
class Hit:
    """A name at ``text[start:end]``; ``sure`` when the roster or a clear end says so."""

    start: int
    end: int
    known: bool
    sure: bool = True
    partial: bool = False


def closes(text: str, at: int) -> bool:
    """Whether an item of a list may end here: a mark, a joining word, or what somebody does."""
    if text[at : at + 1] in _CLOSES:
        return True
    return bool(_JOINED.match(text, at) or PREDICATE.match(text, at))


def _ends_clearly(text: str, at: int) -> bool:
    """Whether a mark, a joining word or a verb of two characters follows."""
    if text[at : at + 1] in _CLOSES or _JOINED.match(text, at):
        return True
    verb = PREDICATE.match(text, at)
    return bool(verb and len(verb[0]) > 1)


class Names:
    """Names of one text. Looking one up costs the number of different name lengths, not of people."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.known = self._known()

    def _known(self) -> dict[int, Hit]:
        """Roster names by where they begin, the longest at each place; those inside place names left out."""
        found: dict[int, Hit] = {}
        names, text, at = self.lexicon.by_name, self.text, 0
        lengths = self.lexicon.name_lengths
        while at < len(text):
            for length in lengths:
                if text[at : at + length] in names:
                    found[at] = Hit(at, at + length, known=True)
                    break
            at += 1
        return {hit.start: hit for hit in found.values() if not self._names_a_place(hit.end)}

    def _names_a_place(self, end: int) -> bool:
        return bool(_PLACE_AFTER.match(self.text, end))

    def at(self, start: int, *, weak: bool = False) -> Hit | None:
        """The name that begins here; ``weak`` when the word before (代表, 委员) needs no name after it."""
        known = self.known.get(start)
        longer = self._unknown(start, weak=weak and known is None)
        if known is None:
            return longer
        grown = longer is not None and longer.sure and longer.end > known.end
        return longer if grown and not closes(self.text, known.end) else known

    def _unknown(self, start: int, *, weak: bool) -> Hit | None:
        text = self.text
        if dotted := _DOTTED.match(text, start):
            return self._dotted(start, dotted.end())
        surname = 2 if text[start : start + 2] in COMPOUND_SURNAMES else 1
        rare = surname == 1 and text[start : start + 1] not in SURNAMES
        if (rare and (weak or PREDICATE.match(text, start))) or (weak and NOT_NAME.match(text, start)):
            return None
        ends = [
            end
            for given in (1, 2)
            if self._han(start, end := start + surname + given)
            and closes(text, end)
            and not (rare and (_OFFICE.search(text, start, end) or not _ends_clearly(text, end)))
            and not NOT_NAME.fullmatch(text, start, end)
            and not _NO_NAME_AT_ALL.match(text, start)
        ]
        if not ends:
            return None if weak or rare or NOT_NAME.match(text, start) else self._guess(start, surname)
        end = self._best(ends)
        if self._names_a_place(end):
            return None
        return Hit(start, end, known=False, partial=self._partial(start, end))

    def _best(self, ends: list[int]) -> int:
        """The shortest reading, unless what follows it may belong to the name and a longer one ends clearly."""
        clear = [
            end
            for end in ends
            if not FAINT.match(self.text, end) and (end == ends[0] or self.text[end - 1] not in _NEVER_LAST)
        ]
        return clear[0] if clear else ends[0]

    def _dotted(self, start: int, limit: int) -> Hit:
        last = self.text.rindex("·", start, limit) + 1
        end = next((end for end in range(last + 1, limit + 1) if closes(self.text, end)), 0)
        return Hit(start, end or limit, known=False, sure=bool(end))

    def _guess(self, start: int, surname: int) -> Hit | None:
        """A name with no clear end: three characters, and the clerk is asked."""
        end = start + surname + (2 if surname == 1 else 1)
        if not self._han(start, end) or self._names_a_place(end):
            return None
        return Hit(start, end, known=False, sure=False)

    def plausible(self, start: int, end: int) -> bool:
        """Whether no common word begins here; 于 and 向 begin a name only where what follows leaves no doubt."""
        if NOT_NAME.match(self.text, start):
            return False
        word = PREDICATE.match(self.text, start)
        return word is None or (len(word[0]) == 1 and bool(_SURELY_DOES.match(self.text, end)))

    def _han(self, start: int, end: int) -> bool:
        return end <= len(self.text) and all(_HAN.match(char) for char in self.text[start:end])

    def _partial(self, start: int, end: int) -> bool:
        surname = 2 if self.text[start : start + 2] in COMPOUND_SURNAMES else 1
        return bool(_HONORED.fullmatch(self.text, start + surname, end))

    def with_honorific(self, start: int) -> Hit | None:
        """潘总, 欧阳女士, 李某某: a surname and how the person is called."""
        text = self.text
        surname = 2 if text[start : start + 2] in COMPOUND_SURNAMES else 1
        if surname == 1 and text[start : start + 1] not in SURNAMES:
            return None
        called = _HONORED.match(text, start + surname)
        if called is None or not closes(text, called.end()):
            return None
        return Hit(start, called.end(), known=False, partial=True)

    def title_behind(self, end: int) -> int:
        """Where a title written behind the name ends (孙维民主任); ``end`` itself without one."""
        match = _TITLE_HEAD.match(self.text, end)
        return match.end() if match and closes(self.text, match.end()) else end


def weak_title(title: str) -> bool:
    """Whether a title ends in a word that is common without a name."""
    return title.endswith(tuple(WEAK_TITLE_ENDS))


def no_title(title: str) -> bool:
    """Whether what stands there is a common word only (倾听群众) and no unknown name follows it."""
    return weak_title(title) and not REAL_WEAK_TITLE.search(title)
