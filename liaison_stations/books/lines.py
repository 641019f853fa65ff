"""The lines of each book. No citizen's name or phone stands in any of them (R316)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from activities.enums import LedgerBook
from congress.documents.prose import clean, paragraphs
from congress.web import dates
from congress.web.dates import full_day
from liaison_stations.books.records import Held, Records
from liaison_stations.enums import DayState, DutyState, Origin, PaperKind
from liaison_stations.matters.citizens import without
from liaison_stations.models import NOBODY, Matter, Reception, ReceptionDay

#: One line of a book: the text of each column.
Line = tuple[str, ...]
#: Characters of an account that stand in a book; the record holds the rest.
_LONGEST = 160
_HAPPENED = frozenset({DayState.OPEN, DayState.HELD})


def plan(records: Records) -> list[Line]:
    """The plan, one paragraph a line."""
    return _paper(records, PaperKind.PLAN)


def summary(records: Records) -> list[Line]:
    """The summary, one paragraph a line."""
    return _paper(records, PaperKind.SUMMARY)


def _paper(records: Records, kind: PaperKind) -> list[Line]:
    paper = records.papers.get(kind)
    return [(without(text),) for text in paragraphs(paper.text)] if paper else []


def schedule(records: Records) -> list[Line]:
    """The reception days of the year as they were planned, and what became of them."""
    return [
        (
            _day(row.day),
            f"{row.begins_at:%H:%M}—{row.ends_at:%H:%M}",
            _lines(_place(row), row.get_place_mode_display()),
            _lines(
                without(row.topic),
                "、".join(form.name for form in row.forms.all()),
                "同时述职" if row.is_duty_report else "",
            ),
            "、".join(turn.deputyship.person.name for turn in row.duties.all()),
            _lines(row.get_state_display(), without(row.reason)),
        )
        for row in records.days
    ]


def roster(records: Records) -> list[Line]:
    """The deputies of the station in the year."""
    return [
        (
            str(number),
            seat.deputyship.person.name,
            seat.deputyship.title,
            str(seat.deputyship.constituency or ""),
            seat.deputyship.person.organisation,
            "主站" if seat.is_main else "",
            _lines(
                f"{full_day(seat.starts_on)}进站", f"{full_day(seat.ends_on)}离站" if seat.ends_on else ""
            ),
        )
        for number, seat in enumerate(records.seats, 1)
    ]


def meetings(records: Records) -> list[Line]:
    """Meetings the station held."""
    return _activities(records.held(LedgerBook.MEETINGS, own=True))


def study(records: Records) -> list[Line]:
    """Study and training of its deputies."""
    return _activities(records.held(LedgerBook.STUDY))


def inspections(records: Records) -> list[Line]:
    """Inspections and research its deputies took part in."""
    return _activities(records.held(LedgerBook.INSPECTIONS))


def contacts(records: Records) -> list[Line]:
    """Citizens received batch by batch, what came in otherwise, and visits; in the order of the days."""
    found = [
        (day.day, _batch(day, row)) for day in records.days for row in records.receptions.get(day.pk, [])
    ]
    found += [(dates.as_date(row.received_at), _alone(row)) for row in records.other_matters]
    found += [
        (
            held.activity.start_on,
            (
                _span(held),
                held.activity.kind.name,
                held.names,
                "",
                _told(held),
                "",
            ),
        )
        for held in records.held(LedgerBook.VISITS)
    ]
    return [line for _on, line in sorted(found, key=lambda one: one[0])]


def _batch(day: ReceptionDay, row: Reception) -> Line:
    matters = list(row.matters.all())
    present = [turn.deputyship.person.name for turn in day.duties.all() if turn.state == DutyState.PRESENT]
    heard = [matter.heard_by.person.name for matter in matters if matter.heard_by]
    return (
        _day(day.day),
        day.get_place_mode_display(),
        "、".join(dict.fromkeys(heard or present)),
        f"{NOBODY} {row.people} 人",
        _numbered([_matter(matter) for matter in matters]) or "没有登记事项",
        _numbered([_became(matter) for matter in matters]),
    )


def _alone(row: Matter) -> Line:
    heard = row.heard_by.person.name if row.heard_by else ""
    way = Origin(row.origin).label
    return _day(dates.as_date(row.received_at)), way, heard, f"{NOBODY} 1 人", _matter(row), _became(row)


def duty_reports(records: Records) -> list[Line]:
    """Reception days that were duty reports as well, and reports the station organised apart from them."""
    found: list[tuple[date, Line]] = []
    for day in records.days:
        if day.is_duty_report and day.state in _HAPPENED:
            people = sum(row.people for row in records.receptions.get(day.pk, []))
            present = [turn for turn in day.duties.all() if turn.state == DutyState.PRESENT]
            names = "、".join(turn.deputyship.person.name for turn in present)
            words = _lines(without(day.topic), "与代表接待日一并进行")
            found.append((day.day, (_day(day.day), _place(day), names, f"{people} 人次", words)))
    for held in records.held(LedgerBook.DUTY_REPORTS):
        row = held.activity
        found.append((row.start_on, (_span(held), without(row.place), held.names, "", _told(held))))
    return [line for _on, line in sorted(found, key=lambda one: one[0])]


def suggestions(records: Records) -> list[Line]:
    """Suggestions its deputies lead."""
    names = {key: seat.deputyship.person.name for key, seat in records.people.items()}
    return [
        (
            _day(led.on),
            led.number,
            without(led.title),
            names[led.deputyship],
            led.units,
            led.state,
            led.result,
        )
        for led in records.suggestions
    ]


def reviews(records: Records) -> list[Line]:
    """Where its deputies reviewed the work of the government and the congress."""
    return _activities(records.held(LedgerBook.REVIEWS))


def handbook(records: Records) -> list[Line]:
    """What every deputy did, deputy by deputy, in the order of the days."""
    done: dict[int, list[tuple[date, str, str]]] = {key: [] for key in records.people}

    def enter(key: int | None, on: date, kind: str, words: str) -> None:
        if key in done:
            done[key].append((on, kind, words))

    for day in records.days:
        for turn in day.duties.all():
            if turn.state == DutyState.PRESENT:
                report = "，同时述职" if day.is_duty_report else ""
                enter(turn.deputyship_id, day.day, "接待群众", f"{_place(day)}接待群众{report}")
    for matter in records.matters:
        words = f"听取“{without(matter.title, [matter.citizen])}”，{matter.get_state_display()}"
        enter(matter.heard_by_id, dates.as_date(matter.received_at), "群众事项", words)
    for held in records.activities:
        for key in held.seats:
            enter(key, held.activity.start_on, held.activity.kind.name, without(held.activity.headline))
    for led in records.suggestions:
        enter(led.deputyship, led.on, "提出建议", f"{led.number}　{without(led.title)}".strip())
    return [
        (records.people[key].deputyship.person.name, _day(on), kind, words)
        for key, entries in done.items()
        for on, kind, words in sorted(entries)
    ]


def archive(records: Records) -> list[Line]:
    """One line for every deputy: who it is, and the sums of the year."""
    return [_file(records, key) for key in records.people]


def _file(records: Records, key: int) -> Line:
    row = records.people[key].deputyship
    turns = [
        turn
        for day in records.days
        if day.state in _HAPPENED
        for turn in day.duties.all()
        if turn.deputyship_id == key
    ]
    came = sum(turn.state == DutyState.PRESENT for turn in turns)
    heard = sum(matter.heard_by_id == key for matter in records.matters)
    activities = sum(key in held.seats for held in records.activities)
    led = sum(one.deputyship == key for one in records.suggestions)
    return (
        row.person.name,
        _lines(row.title, str(row.constituency or "")),
        row.person.organisation,
        f"{came}／{len(turns)}",
        str(heard),
        str(activities),
        str(led),
    )


def _activities(rows: Iterable[Held]) -> list[Line]:
    return [
        (_span(held), held.activity.kind.name, without(held.activity.place), held.names, _told(held))
        for held in rows
    ]


def _told(held: Held) -> str:
    row, work = held.activity, held.work
    topics = "；".join(without(topic) for topic in work.topic_lines) if work else ""
    opinions = _numbered([without(opinion) for opinion in work.opinion_lines]) if work else ""
    return _lines(
        without(row.headline), _short(without(clean(row.text))), topics and f"议题：{topics}", opinions
    )


def _matter(row: Matter) -> str:
    return without(row.title, [row.citizen])


def _became(row: Matter) -> str:
    """转为代表建议，办理中: where a matter went and how it stands, without what was written about it."""
    where, state = row.get_destination_display(), row.get_state_display()
    said = f"{where}，{state}" if where and where not in state else state
    return f"{said}，{row.get_outcome_display()}" if row.outcome else said


def _place(day: ReceptionDay) -> str:
    return without(day.place) or day.station.name


def _span(held: Held) -> str:
    row = held.activity
    return _day(row.start_on) if row.end_on == row.start_on else f"{_day(row.start_on)}\n至{_day(row.end_on)}"


def _day(value: date) -> str:
    """3月5日; the year stands on the cover."""
    return f"{value.month}月{value.day}日"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _numbered(parts: list[str]) -> str:
    """Several things of one batch are told apart by numbers, in one column as in the next."""
    if len(parts) < 2:
        return "".join(parts)
    return _lines(*(f"{number}．{part}" for number, part in enumerate(parts, 1)))


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
