"""The log of the demo district from 5 January to 20 November 2026, as its office would have written it."""

import re
from datetime import date
from typing import Any

from activities.demo.marks import Register, read
from activities.demo.more import More
from activities.enums import HalfDay
from activities.models import Activity, ActivityKind
from activities.operations import add_kind, record_activity, withdraw
from congress.accounts.models import User
from congress.organs.models import Area, Organ
from congress.web.demo import at, backdate, read_table
from deputies.models import Person

YEAR = 2026
MONTHS = range(1, 12)

#: Kinds this district has beside those every portal begins with.
KINDS = {
    "congress_session": ("代表大会会议", "会议"),
    "town_congress": ("乡镇人代会", "会议"),
    "symposium": ("座谈会", "会议"),
    "key_suggestion": ("重点督办建议", "监督"),
    "election": ("换届选举", "代表工作"),
    "oath": ("宪法宣誓", "会议"),
    "theme_party_day": ("主题党日", "机关党建"),
    "river_patrol": ("巡河巡湖", "中心工作"),
    "enterprise_service": ("包保服务企业", "中心工作"),
}
_DAYS = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)(?:~(?P<last>\d\d))?")


def load() -> None:
    """Log what is not logged yet; a day and a headline and a text tell one activity from another."""
    for code, (name, group) in KINDS.items():
        if not ActivityKind.objects.filter(code=code).exists():
            add_kind(actor=None, code=code, name=name, group=group)
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    district = Area.objects.get(parent=None)
    towns = {town.name: town for town in Area.objects.towns().filter(parent=district)}
    clerks = {
        user.username: user
        for user in User.objects.filter(username__in=["office", "office2", "town", "town2"])
    }
    of_town = {"柳桥街道": clerks.get("town"), "东塘镇": clerks.get("town2")}
    register, extra = _register(), More()
    known = set(Activity.objects.values_list("start_on", "text"))
    for number, row in enumerate(rows()):
        days, half_day, kind, headline, marked, more = *row[:5], row[5] if len(row) > 5 else {}
        start_on, end_on, day_words = _days(days)
        paragraph = read(marked, register)
        text = f"{day_words}{HalfDay(half_day).label if half_day else ''}，{paragraph.text}"
        if (start_on, text) in known:
            continue
        activity = record_activity(
            # Towns without an account reported by telephone, and a clerk of the office entered it.
            actor=of_town.get(more.get("area", "")) or clerks.get("office" if number % 3 else "office2"),
            start_on=start_on,
            end_on=end_on,
            half_day=half_day,
            kind=kinds[kind],
            headline=headline,
            topic=paragraph.topic,
            organiser=paragraph.organiser,
            place=paragraph.place,
            text=text,
            meeting_number=more.get("no"),
            **extra.facts(days, kinds[kind], headline, text),
            deputies=extra.deputies(number, start_on, row, text),
            deputy_groups=extra.deputy_groups(row),
            area=towns[more["area"]] if "area" in more else district,
            participations=paragraph.people,
            units=paragraph.units,
            groups=paragraph.groups,
        )
        entered_at = at(end_on, 16, number % 60)
        extra.call_roll(activity)
        backdate(activity, recorded_at=entered_at, changed_at=entered_at)
        if "withdrawn" in more:
            withdraw(activity=activity, actor=clerks["office"], reason=more["withdrawn"])


def rows() -> list[list[Any]]:
    """Every row of the log: days, half day, kind, headline, marked paragraph and perhaps more, by date."""
    return [
        row
        for month in MONTHS
        for row in sorted(read_table(__file__, f"{YEAR}-{month:02}.json"), key=lambda r: r[0])
    ]


def _days(text: str) -> tuple[date, date, str]:
    """First and last day and how the paragraph names them: 5月17日至22日 (R277)."""
    match = _DAYS.fullmatch(text)
    if match is None:
        raise ValueError(f"not a day or a range of days: {text}")
    month, day, last = int(match["month"]), int(match["day"]), int(match["last"] or match["day"])
    words = f"{month}月{day}日" + (f"至{last}日" if last != day else "")
    return date(YEAR, month, day), date(YEAR, month, last), words


def _register() -> Register:
    people: dict[str, Person] = {}
    titles: dict[str, str] = {}
    for person in Person.objects.prefetch_related("posts"):
        people[person.name] = person
        titles[person.name] = next((post.title for post in person.posts.all()), "")
    return Register(people, titles, {organ.short_name: organ for organ in Organ.objects.all()})
