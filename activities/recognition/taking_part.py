"""Who and what of a row took part, and how: from runs to people, units and groups of the result."""

from __future__ import annotations

import re
from datetime import date

from activities.recognition.lexicon import KnownPerson
from activities.recognition.manner import manner
from activities.recognition.plain import name_key
from activities.recognition.reading import Reading
from activities.recognition.result import Doubt, GroupFound, PersonFound, UnitFound
from activities.recognition.runs import Item, Run
from activities.recognition.titles import in_full, level_of, matches
from activities.recognition.words import TRIGGERS

_ORGANISES = re.compile(
    r"(?:机关)?(?:联合[^，。]{2,20})?(?:在[^，。]{2,20})?(?:组织|召开|举行|举办|开展|启动|邀请|会同|联合|完成|集中|于\d+|专题|分批|首次|隆重)|会议(?:召开|举行)?|[^，。]{0,12}(?:召开|举行)"
)
_TAKES_PART = re.compile(
    r"(?:等|分别|一同|一起|共同|也|均|还|应邀|受邀|派员|相关同志)*(?:参加|参与|出席|列席|陪同|随同|配合|汇报|到场|到会|介绍|座谈|发言|答复|"
    r"作|通报|交流|说明|讲解|表态|协助|应询|回答|指导|述职|随行|参会|进行|现场|就|围绕|提供|派)"
)
#: 受主任卓远山委托, 按照区委书记安排: named, but not there.
_ABSENT = re.compile(r"(?:同志)?的?(?:委托|安排|部署要求|批示|指示|提名)(?:，|要求|精神)")
_APPOINTS = frozenset({"任命", "决定任命", "免去", "补选"})
_ATTENDED = re.compile(r"参加|列席|出席|陪同|随同|汇报|发言|参与")
_STUDIED = re.compile(r"(?:学习|传达|贯彻|按照|根据|落实|领会|习近平)[^，。；]{0,24}$")
_WORDS_OF = re.compile(r"(?:同志)?[^，。；]{0,6}(?:讲话|思想|批示|指示|论述|理论|文选|著作|要求)")


def take(reading: Reading, run: Run, how: str = "", trigger: str = "") -> None:
    """Add the members of a run; ``how`` is said by a list (参加人员：), ``trigger`` is the word before the run."""
    said = _predicate(reading, run)
    if _ABSENT.match(said) and not how:
        reading.covered.append((run.start, run.end))
        return
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


def _predicate(reading: Reading, run: Run) -> str:
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


def _around(reading: Reading, run: Run) -> str:
    last = run.items[-1]
    return reading.plain.words(last.start, min(run.end + 2, len(reading.text)))


def _organiser(reading: Reading, run: Run) -> None:
    first = run.items[0]
    reading.found.organiser = reading.plain.words(first.start, run.items[-1].end)
    reading.found.spans["organiser"] = reading.plain.span(first.start, run.items[-1].end)


def _add(reading: Reading, item: Item, does: str, previous: str) -> str:
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


def _add_person(reading: Reading, item: Item, does: str, previous: str) -> str:
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
    person.title_full = in_full(
        title, [other.title_full or other.title for other in found.people], found.organiser
    )
    found.people.append(person)
    _match(reading, person, item, len(found.people) - 1)
    return title


def _is_same(reading: Reading, earlier: PersonFound, name: str, title: str) -> bool:
    """Named before; two people of the roster who share a name are told apart by their titles."""
    if name_key(earlier.name) != name_key(name):
        return False
    if not title or not earlier.title or len(reading.lexicon.by_name.get(name_key(name), ())) < 2:
        return True
    return matches(title, [earlier.title]) or matches(earlier.title, [title])


def _match(reading: Reading, person: PersonFound, item: Item, index: int) -> None:
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


def _only_quoted(reading: Reading, start: int, end: int) -> bool:
    """习近平总书记重要讲话精神 and the like: whose words were studied, not who came."""
    if reading.text.startswith("习近平", start):
        return True
    return bool(
        _STUDIED.search(reading.text, max(0, start - 40), start) and _WORDS_OF.match(reading.text, end)
    )


def sort_people(reading: Reading) -> None:
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
