"""One paragraph read from end to end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from activities.recognition.dates import read_when
from activities.recognition.headline import headline
from activities.recognition.kinds import read_kind
from activities.recognition.lexicon import KnownPerson, Lexicon
from activities.recognition.manner import manner
from activities.recognition.names import Names
from activities.recognition.places import Places
from activities.recognition.plain import Plain, name_key, plain
from activities.recognition.result import (
    Doubt,
    GroupFound,
    Meeting,
    PersonFound,
    PlaceFound,
    Recognised,
    Span,
    UnitFound,
)
from activities.recognition.runs import Item, Run, Runs
from activities.recognition.shape import Clause, Shape
from activities.recognition.titles import in_full, level_of, matches
from activities.recognition.units import Units
from activities.recognition.words import TRIGGERS, any_of

_TRIGGER = re.compile(any_of(TRIGGERS))
_LEAD = re.compile(
    r"^(?:当天|当日|会上|会前|会后|会议期间|活动中|期间|随后|其间|活动现场|会议|活动|同时|此外|另外|最后|首先|之后|接着|在此期间)*"
    r"(?:会议|活动|仪式|座谈会|培训班|报告会|学习会|调研|视察|检查)?(?:由|邀请|特邀)?"
)
_LISTED = re.compile(
    r"(?P<how>参加|出席|列席|陪同|参与|参会|主持)(?:[^，。：]{0,14}?(?:的)?(?:领导|同志|人员)?(?:还)?(?:有|为|包括)：?|(?:领导|人员|单位|对象|人|者)?：)"
)
_ORGANISES = re.compile(
    r"(?:机关)?(?:联合[^，。]{2,20})?(?:在[^，。]{2,20})?(?:组织|召开|举行|举办|开展|启动|邀请|会同|联合|完成|集中|于\d+|专题|分批|首次|隆重)|会议(?:召开|举行)?|[^，。]{0,12}(?:召开|举行)"
)
_TAKES_PART = re.compile(
    r"(?:等|分别|一同|一起|共同|也|均|还|应邀|受邀|派员|相关同志)*(?:参加|参与|出席|列席|陪同|随同|配合|汇报|到场|到会|介绍|座谈|发言|答复|"
    r"作|通报|交流|说明|讲解|表态|协助|应询|回答|指导|述职|随行|参会|进行|现场|就|围绕|提供|派)"
)
_APPOINTS = frozenset({"任命", "决定任命", "免去", "补选"})
_ATTENDED = re.compile(r"参加|列席|出席|陪同|随同|汇报|发言|参与")
_NUMBERED = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年(?:度)?)?(?P<text>第(?P<number>[一二三四五六七八九十百零〇\d]{1,6})次)(?:[^，。]{0,12}?)(?:会议|学习)"
)
_STUDIED = re.compile(r"(?:学习|传达|贯彻|按照|根据|落实|领会|习近平)[^，。；]{0,24}$")
_WORDS_OF = re.compile(r"(?:同志)?[^，。；]{0,6}(?:讲话|思想|批示|指示|论述|理论|文选|著作|要求)")
_TOPIC = re.compile(
    r"(?:视察|调研|检查|督查|督导|督办|考察|研究|围绕|就|开展)(?P<topic>[^，。；]{2,40}?(?:工作|情况|问题|建设|项目|行动|活动|事宜))(?=，|。|；|进行|开展|$)"
)


@dataclass
class _Reading:
    """What the parts of the engine share about one paragraph."""

    plain: Plain
    lexicon: Lexicon
    shape: Shape
    names: Names
    units: Units
    runs: Runs
    found: Recognised
    covered: list[tuple[int, int]] = field(default_factory=list)
    body_from: int = 0

    @property
    def text(self) -> str:
        return self.plain.text

    def doubt(self, name: str, at: tuple[int, int] | None, reason: str, index: int | None = None) -> None:
        span = self.plain.span(*at) if at else None
        words = self.plain.words(*at) if at else ""
        self.found.unsure.append(Doubt(name, words, reason, span, index))


def read_paragraph(
    source: str, *, lexicon: Lexicon, year: int, month: int | None, before: date | None = None
) -> Recognised:
    """Everything a paragraph says, as far as it can be read."""
    flat = plain(source)
    shape = Shape(flat.text)
    names = Names(flat.text, lexicon)
    units = Units(flat.text, lexicon)
    reading = _Reading(
        flat, lexicon, shape, names, units, Runs(flat.text, shape, names, units), Recognised(source)
    )
    _read_date(reading, year, month, before)
    clauses = [clause for clause in shape.clauses() if clause.end > reading.body_from]
    skip_to = 0
    for number, clause in enumerate(clauses):
        skip_to = _read_clause(reading, clauses, number, max(clause.start, reading.body_from, skip_to))
    _read_strays(reading)
    _read_places(reading)
    _read_meeting(reading)
    _read_topic(reading)
    _read_kind(reading)
    _sort(reading)
    if not reading.found.heading:
        reading.found.title = headline(reading.found, _first_sentence(reading))
    return reading.found


def _read_date(reading: _Reading, year: int, month: int | None, before: date | None) -> None:
    when = read_when(reading.text, year=year, month=month, before=before)
    found = reading.found
    found.start, found.end, found.half_day = when.start, when.end, when.half_day
    if when.at:
        found.date_span = reading.plain.span(*when.at)
        if when.at[0] <= 40:
            behind = when.at[1]
            reading.body_from = behind + (reading.text[behind : behind + 1] in {"，", "、"})
    for name, reason in when.doubts:
        reading.doubt(name, when.at, reason)


def _read_clause(reading: _Reading, clauses: list[Clause], number: int, start: int) -> int:
    """Read the runs of one clause; returns where the next clause may begin to be read."""
    clause = clauses[number]
    if start >= clause.end:
        return start
    at = start
    listed = _LISTED.match(reading.text, at, clause.end + 1)
    opening = _LEAD.match(reading.text[at : clause.end])
    lead = listed.end() if listed else at + (opening.end() if opening else 0)
    run = reading.runs.read(lead) or (reading.runs.read(at) if lead != at else None)
    if run:
        _take(reading, run, clauses, "" if listed is None else listed["how"])
        at = run.end
    end = max(clause.end, reading.shape.clause_end(at) if run else clause.end)
    while at < end:
        trigger = _next_trigger(reading, at, end)
        if trigger is None:
            break
        at = trigger.end() + (reading.text[trigger.end() : trigger.end() + 1] == "了")
        inner = reading.runs.read(at)
        if inner and _wanted(reading, inner, trigger[0]):
            _take(reading, inner, clauses, "", trigger[0])
            at = inner.end
            end = max(end, reading.shape.clause_end(at))
    return end


def _next_trigger(reading: _Reading, at: int, end: int) -> re.Match[str] | None:
    for match in _TRIGGER.finditer(reading.text, at, end):
        if not reading.shape.inside[match.start()]:
            return match
    return None


def _wanted(reading: _Reading, run: Run, trigger: str) -> bool:
    """Whether what follows a word in the middle of a clause is somebody who took part."""
    first = run.items[0]
    if trigger == "在":
        return first.kind == "person" and bool(
            re.match(r"的?(?:带领|率领|陪同|主持|组织|见证|指导)下", reading.text[run.end : run.end + 6])
        )
    if first.kind == "person":
        return bool(first.title or first.firm or first.hit and (first.hit.known or first.hit.partial))
    if first.kind == "unit":
        if trigger in {"会同", "联合", "邀请", "由", "组织"}:
            return first.rep is not None or trigger in {"会同", "联合"}
        if trigger in {"与", "和", "同"}:
            return bool(re.match(r"联合|共同", reading.text[run.end : run.end + 2]))
        return first.rep is not None and trigger not in {"向", "对", "为"}
    return trigger in {"带领", "率领", "组织", "邀请", "特邀", "会同", "与", "和"}


def _take(reading: _Reading, run: Run, clauses: list[Clause], how: str, trigger: str = "") -> None:
    said = _predicate(reading, run)
    does = how or manner(said)
    only_units = all(item.kind == "unit" and item.rep is None for item in run.items)
    if only_units and not trigger and not how:
        if not reading.found.organiser and _ORGANISES.match(said.lstrip("，")):
            _organiser(reading, run)
            return
        if not _TAKES_PART.match(said):
            return
    if trigger and TRIGGERS[trigger] and (not does or TRIGGERS[trigger].startswith("被")):
        does = TRIGGERS[trigger]
    if trigger in {"率", "率领", "带领"} and run.items[0].kind == "unit":
        does = "参加"
    if trigger in _APPOINTS:
        reading.doubt("people", (run.start, run.end), "是任免的对象，不一定到会，请核对")
    unclear = not does
    does = does or "参加"
    reading.covered.append((run.start, run.end))
    if run.open_at:
        reading.found.open_lists.append(_around(reading, run))
    previous = ""
    for item in run.items:
        previous = _add(reading, item, does, previous)
    if unclear:
        reading.doubt("people", (run.start, run.end), "看不出怎样参加，先填“参加”，请核对")


def _predicate(reading: _Reading, run: Run) -> str:
    """What is said of a run: up to the end of the sentence, the first clause first."""
    end = run.end
    if reading.text[end : end + 1] == "、":
        # Somebody in the row was not understood; what they all did stands behind.
        verb = _ATTENDED.search(reading.text, end, reading.shape.clause_end(end))
        reading.doubt("people", (end + 1, reading.shape.clause_end(end)), "名单里这一段没有看懂，请核对")
        return reading.text[verb.start() : reading.shape.clause_end(end)] if verb else ""
    for _ in range(3):
        end = reading.shape.clause_end(end)
        if end >= len(reading.text) or reading.text[end] != "，" or end - run.end > 60:
            break
        end += 1
    return reading.text[run.end : end]


def _around(reading: _Reading, run: Run) -> str:
    last = run.items[-1]
    return reading.plain.words(last.start, min(run.end + 2, len(reading.text)))


def _organiser(reading: _Reading, run: Run) -> None:
    first = run.items[0]
    reading.found.organiser = reading.plain.words(first.start, run.items[-1].end)
    reading.found.spans["organiser"] = reading.plain.span(first.start, run.items[-1].end)


def _add(reading: _Reading, item: Item, does: str, previous: str) -> str:
    found, flat = reading.found, reading.plain
    if item.kind == "person":
        return _add_person(reading, item, does, previous)
    if item.kind == "unit":
        end = item.rep[0] if item.rep and item.rep[1] == item.end else item.end
        parts = reading.units.split(item.start, end)
        start, end = parts[-1] if parts else (item.start, end)
        name = flat.words(start, end)
        organ = reading.lexicon.organ_named(reading.text[start:end])
        rep = flat.words(*item.rep) if item.rep else ""
        if any(unit.name == name for unit in found.units):
            return previous
        found.units.append(UnitFound(name, rep, does, flat.span(start, end), organ.key if organ else None))
        if organ is None and not reading.units.vague(reading.text[start:end]):
            reading.doubt("units", (start, end), "单位名录里没有这个名称", len(found.units) - 1)
        return previous
    name = flat.words(item.start, item.end)
    if all(group.name != name for group in found.groups):
        found.groups.append(GroupFound(name, does, flat.span(item.start, item.end)))
    return previous


def _add_person(reading: _Reading, item: Item, does: str, previous: str) -> str:
    hit = item.hit
    if hit is None or _only_quoted(reading, hit.start, hit.end):
        return previous
    flat, found = reading.plain, reading.found
    written = flat.words(*item.title) if item.title else ""
    title = previous if item.shared else written
    name = flat.words(hit.start, hit.end)
    earlier = next((person for person in found.people if _is_same(reading, person, name, title)), None)
    if earlier is not None:
        earlier.title = earlier.title or title
        earlier.participation = earlier.participation or does
        return title
    if item.shared and found.people:
        found.people[-1].collective_title = True
    person = PersonFound(
        name,
        title,
        does,
        flat.span(hit.start, hit.end),
        flat.span(*item.title) if item.title else None,
        collective_title=item.shared,
        partial=hit.partial,
        firm=flat.words(*item.firm) if item.firm else "",
        party=item.party,
        level=level_of(title),
    )
    person.title_full = in_full(title, [other.title_full or other.title for other in found.people], found.organiser)
    found.people.append(person)
    _match(reading, person, item, len(found.people) - 1)
    return title


def _is_same(reading: _Reading, earlier: PersonFound, name: str, title: str) -> bool:
    """Named before; two people of the roster who share a name are told apart by their titles."""
    if name_key(earlier.name) != name_key(name):
        return False
    if not title or not earlier.title or len(reading.lexicon.by_name.get(name_key(name), ())) < 2:
        return True
    return matches(title, [earlier.title]) or matches(earlier.title, [title])


def _match(reading: _Reading, person: PersonFound, item: Item, index: int) -> None:
    """Find the person in the roster, and say what is doubtful."""
    hit = item.hit
    assert hit is not None  # noqa: S101 - narrows the type
    at = (hit.start, hit.end)
    known = reading.lexicon.by_name.get(name_key(person.name), [])
    if not known:
        reason = "只有姓和称呼，不知全名" if person.partial else "名册里没有这个人"
        if not hit.sure:
            reason = "名册里没有这个人，姓名到哪个字为止也不能确定"
        reading.doubt("people", at, reason, index)
        return
    title = person.title_full or person.title
    fitting = [one for one in known if _holds(one, title, reading.found.start)]
    chosen = fitting if title and fitting else known
    person.keys = tuple(one.key for one in chosen if one.key is not None)
    if len(chosen) > 1:
        reading.doubt("people", at, f"名册里有{len(chosen)}位{person.name}，请选定是哪一位", index)
    elif title and not fitting and chosen[0].posts:
        reading.doubt("people", item.title or at, f"名册里{person.name}没有这个职务", index)
    elif not item.sure:
        reading.doubt("people", at, "职务看不清楚，请核对", index)


def _holds(person: KnownPerson, title: str, on: date | None) -> bool:
    return matches(title, [post.title for post in person.posts if post.held(on)])


def _only_quoted(reading: _Reading, start: int, end: int) -> bool:
    """习近平总书记重要讲话精神 and the like: whose words were studied, not who came."""
    if reading.text.startswith("习近平", start):
        return True
    return bool(
        _STUDIED.search(reading.text, max(0, start - 40), start) and _WORDS_OF.match(reading.text, end)
    )


def _read_strays(reading: _Reading) -> None:
    """Roster names with a title before them that no run has taken."""
    for start, hit in reading.names.known.items():
        if start < reading.body_from or any(a <= start < b for a, b in reading.covered):
            continue
        if reading.shape.inside[start] or name_key(reading.text[start : hit.end]) in {
            name_key(person.name) for person in reading.found.people
        }:
            continue
        for at in reading.runs.title_starts(start):
            run = reading.runs.read(at)
            if run and run.items[0].kind == "person" and run.items[0].title:
                _take(reading, run, [], "")
                break


def _read_places(reading: _Reading) -> None:
    places = Places(reading.text, reading.shape)
    taken: list[tuple[int, int]] = []
    for clause in reading.shape.clauses():
        if clause.end <= reading.body_from:
            continue
        for start, end in places.within(max(clause.start, reading.body_from), clause.end):
            if any(a < end and start < b for a, b in reading.covered):
                continue
            if (start, end) not in taken:
                taken.append((start, end))
    flat = reading.plain
    for start, end in taken:
        name = flat.words(start, end)
        if all(place.name != name for place in reading.found.places):
            reading.found.places.append(PlaceFound(name, flat.span(start, end)))


def _read_meeting(reading: _Reading) -> None:
    match = _NUMBERED.search(reading.text, reading.body_from, reading.body_from + 120)
    if match is None or reading.shape.inside[match.start()]:
        return
    number = _count(match["number"])
    if not number:
        return
    year = int(match["year"]) if match["year"] else None
    body = reading.found.organiser
    if not body:
        return
    reading.found.meeting = Meeting(body, year, number, match["text"], reading.plain.span(*match.span()))


def _count(text: str) -> int:
    """九, 十二, 六十一, 一百零三, 12."""
    if text.isdigit():
        return int(text)
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
    total, current = 0, 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = digits.get(char, 0)
    return total + current


def _read_topic(reading: _Reading) -> None:
    match = _TOPIC.search(reading.text, reading.body_from, reading.body_from + 200)
    if match and match.start() < reading.body_from + 120:
        reading.found.topic = reading.plain.words(*match.span("topic"))
        reading.found.spans["topic"] = reading.plain.span(*match.span("topic"))


def _read_kind(reading: _Reading) -> None:
    found = reading.found
    first = found.people[0] if found.people else None
    home = reading.lexicon.level or "区"
    ranks = {"镇": 1, "乡": 1, "区": 2, "县": 2, "旗": 2, "市": 2 if home == "市" else 3, "省": 4, "全": 5}
    above = bool(
        first
        and ranks.get(first.level, 0) > ranks[home]
        and re.search(r"调研|视察|检查|考察|督导|指导", reading.text)
        and re.search(r"我(?:区|县|市|旗)|来(?:区|县|市|旗)|陪同", reading.text)
    )
    kind = read_kind(reading.text, reading.lexicon.kinds, guest_from_above=above, body_from=reading.body_from)
    found.kind, found.kind_code = kind.name, kind.code
    if kind.at:
        found.spans["kind"] = reading.plain.span(*kind.at)
    if kind.reason:
        reading.doubt("kind", kind.at, kind.reason)


def _sort(reading: _Reading) -> None:
    """People as the text names them."""
    order = sorted(range(len(reading.found.people)), key=lambda i: reading.found.people[i].span)
    if order == list(range(len(order))):
        return
    moved = {old: new for new, old in enumerate(order)}
    reading.found.people = [reading.found.people[i] for i in order]
    reading.found.unsure = [
        Doubt(d.field, d.text, d.reason, d.span, moved[d.index])
        if d.field == "people" and d.index is not None
        else d
        for d in reading.found.unsure
    ]


def _first_sentence(reading: _Reading) -> str:
    end = reading.body_from
    text = reading.text
    while end < min(len(text), reading.body_from + 300) and not (text[end] in "。；" and not reading.shape.inside[end]):
        end += 1
    return text[reading.body_from : end]


__all__ = ["Span", "read_paragraph"]
