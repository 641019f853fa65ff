"""One paragraph read from end to end."""

from __future__ import annotations

import re
from datetime import date

from activities.recognition.about import find_kind, find_meeting, find_places, find_topic
from activities.recognition.dates import read_when
from activities.recognition.headline import headline
from activities.recognition.lexicon import Lexicon
from activities.recognition.plain import name_key
from activities.recognition.reading import Reading
from activities.recognition.result import Recognised
from activities.recognition.runs import Run
from activities.recognition.shape import Clause
from activities.recognition.taking_part import sort_people, take
from activities.recognition.words import TRIGGERS, any_of

_TRIGGER = re.compile(any_of(TRIGGERS))
_LEAD = re.compile(
    r"^(?:当天|当日|会上|会前|会后|会议期间|活动中|期间|随后|其间|活动现场|会议|活动|同时|此外|另外|最后|首先|之后|接着|在此期间)*"
    r"(?:会议|活动|仪式|座谈会|培训班|报告会|学习会|调研|视察|检查)?(?:由|邀请|特邀)?"
)
_LISTED = re.compile(
    r"(?P<how>参加|出席|列席|陪同|参与|参会|主持)(?:[^，。：]{0,14}?(?:的)?(?:领导|同志|人员)?(?:还)?(?:有|为|包括)：?|(?:领导|人员|单位|对象|人|者)?：)"
)


def read_paragraph(
    source: str, *, lexicon: Lexicon, year: int, month: int | None, before: date | None = None
) -> Recognised:
    """Everything a paragraph says, as far as it can be read."""
    reading = Reading.of(source, lexicon)
    _read_date(reading, year, month, before)
    clauses = [clause for clause in reading.shape.clauses() if clause.end > reading.body_from]
    skip_to = 0
    for clause in clauses:
        skip_to = _read_clause(reading, clause, max(clause.start, reading.body_from, skip_to))
    _read_strays(reading)
    find_places(reading)
    find_meeting(reading)
    find_topic(reading)
    find_kind(reading)
    sort_people(reading)
    if not reading.found.heading:
        reading.found.title = headline(reading.found, _first_sentence(reading))
    return reading.found


def _read_date(reading: Reading, year: int, month: int | None, before: date | None) -> None:
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


def _read_clause(reading: Reading, clause: Clause, start: int) -> int:
    """Read the runs of one clause; returns where the next clause may begin to be read."""
    if start >= clause.end:
        return start
    at = start
    listed = _LISTED.match(reading.text, at, clause.end + 1)
    opening = _LEAD.match(reading.text[at : clause.end])
    lead = listed.end() if listed else at + (opening.end() if opening else 0)
    run = reading.runs.read(lead) or (reading.runs.read(at) if lead != at else None)
    if run:
        take(reading, run, "" if listed is None else listed["how"])
        at = run.end
    end = max(clause.end, reading.shape.clause_end(at) if run else clause.end)
    while at < end:
        trigger = _next_trigger(reading, at, end)
        if trigger is None:
            break
        at = trigger.end() + (reading.text[trigger.end() : trigger.end() + 1] == "了")
        inner = reading.runs.read(at)
        if inner and _wanted(reading, inner, trigger[0]):
            take(reading, inner, trigger=trigger[0])
            at = inner.end
            end = max(end, reading.shape.clause_end(at))
    return end


def _next_trigger(reading: Reading, at: int, end: int) -> re.Match[str] | None:
    for match in _TRIGGER.finditer(reading.text, at, end):
        if not reading.shape.inside[match.start()]:
            return match
    return None


def _wanted(reading: Reading, run: Run, trigger: str) -> bool:
    """Whether what follows a word in the middle of a clause is somebody who took part."""
    first = run.items[0]
    if trigger == "在":
        return first.kind == "person" and bool(
            re.match(r"的?(?:带领|率领|陪同|主持|组织|见证|指导)下", reading.text[run.end : run.end + 6])
        )
    if first.kind == "person":
        return bool(first.title or first.firm or (first.hit and (first.hit.known or first.hit.partial)))
    if first.kind == "unit":
        if trigger in {"会同", "联合", "邀请", "由", "组织"}:
            return first.rep is not None or trigger in {"会同", "联合"}
        if trigger in {"与", "和", "同"}:
            return bool(re.match(r"联合|共同", reading.text[run.end : run.end + 2]))
        return first.rep is not None and trigger not in {"向", "对", "为"}
    return trigger in {"带领", "率领", "组织", "邀请", "特邀", "会同", "与", "和"}


def _read_strays(reading: Reading) -> None:
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
                take(reading, run)
                break


def _first_sentence(reading: Reading) -> str:
    end = reading.body_from
    text = reading.text
    while end < min(len(text), reading.body_from + 300) and not (
        text[end] in "。；" and not reading.shape.inside[end]
    ):
        end += 1
    return text[reading.body_from : end]
