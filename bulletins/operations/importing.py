"""Taking a printed issue over from a file: people, posts, organs, activities and the issue itself.

The format is that of a real issue kept as data: ``masthead``, ``sections`` (contents with titles and the orders of
their entries), ``entries``, ``feature``, ``distribution``, ``leaders``. Importing the same file again changes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.models import Activity, ActivityKind
from activities.operations import add_kind, record_activity
from activities.parts import GroupPart, Part, UnitPart
from bulletins.enums import DistributionKind, IssueState, NumberStyle, TotalStyle
from bulletins.models import Article, Entry, Heading, Issue, Series
from bulletins.operations.articles import BlockData, write_blocks
from bulletins.operations.distributing import parse_list, set_default_distribution, set_distribution
from bulletins.operations.locking import note_step
from bulletins.press.labels import parse_number
from bulletins.printing import fingerprint, print_issue
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import AreaKind, OrganKind
from congress.organs.models import Area, Organ
from congress.web.fields import parse_day
from deputies.enums import PostContext, Standing
from deputies.models import Person, name_key
from deputies.operations import add_post, create_person

Data = Mapping[str, Any]


class BadFile(Exception):
    """The file is not an issue; ``str(error)`` says where, in Chinese."""


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    issue: Issue
    created: bool


@transaction.atomic
def import_bulletin(*, data: Data, actor: User | None = None) -> Imported:
    """Store an issue that was printed before, as issued on its date. All or nothing; twice is once."""
    try:
        return _import(data, actor)
    except (KeyError, TypeError) as error:
        raise BadFile(f"文件缺少内容或写法不对：{error}") from error


def _import(data: Data, actor: User | None) -> Imported:
    head = data["masthead"]
    area = _district(head)
    series = _series(data)
    number, total = _number(head["issue_no"]), _number(head["total_no"])
    issue = Issue.objects.filter(series=series, year=head["year"], number=number).first()
    if issue:
        _same_or_refuse(issue, data)
        return Imported(issue, created=False)
    if Issue.objects.filter(series=series, total_number=total).exists():
        raise Conflict(f"《{series.name}》总第{total}期已用于另一期")
    issue = Issue.objects.create(
        series=series,
        year=head["year"],
        number=number,
        total_number=total,
        office=head["office"],
        issued_on=_day(head["date"]),
        period_start=_day(head["period_start"]),
        period_end=_day(head["period_end"]),
        editor=actor,
    )
    leaders = _leaders(data, actor)
    activities = {e["order"]: _activity(e, area, leaders, data, actor) for e in data["entries"]}
    _entries(issue, data, activities)
    _feature(issue, data)
    lines = [line for kind in DistributionKind for line in _distribution(data, kind)]
    set_distribution(issue=issue, lines=lines, actor=actor)
    if not series.recipients.exists():
        set_default_distribution(series=series, lines=lines, actor=actor)
    issue.refresh_from_db()
    issue.state = IssueState.ISSUED
    issue.published_at = timezone.make_aware(datetime.combine(issue.issued_on, time(9)))
    issue.refresh_search_text()
    issue.save()
    note_step(issue, actor=actor, step="import_bulletin", label="从文件导入")
    audit.record(
        actor=actor,
        verb="bulletins:import_bulletin",
        obj=issue,
        after={"entries": len(activities), "content": fingerprint(print_issue(issue))},
    )
    return Imported(issue, created=True)


def _district(head: Data) -> Area:
    """The district the portal serves; an empty portal takes the one the file names."""
    root = Area.objects.filter(parent__isnull=True).first()
    return root or Area.objects.create(kind=AreaKind.DISTRICT, name=head.get("district") or "本区")


def _number(told: int | str) -> int:
    """62, or as it is printed: （总第六百六十六期） (R290). Raises ``BadFile``."""
    try:
        return parse_number(re.sub(r"[\s()（）总第期]", "", str(told)))
    except ValueError as error:
        raise BadFile(f"看不出是第几期：{told}") from error


def _day(told: str) -> date:
    """2022-07-29, or as it is printed or was scanned: 20227 月 29 日 (R290). Raises ``BadFile``."""
    try:
        return parse_day(told)
    except ValidationError as error:
        raise BadFile(f"{told}：{error.messages[0]}") from error


def _series(data: Data) -> Series:
    """The series of this title; a new one takes its shape from the issue: numbers, contents, imprint."""
    head = data["masthead"]
    sections = sorted(data["sections"], key=lambda s: s["order"])
    news = [
        section["name"] for section in sections if any(line.get("entry_orders") for line in section["toc"])
    ]
    articles = [section["name"] for section in sections if section["name"] not in news]
    spelled = not re.search(r"\d", str(head["total_no"]))
    series, _ = Series.objects.get_or_create(
        name=head["title"],
        defaults={
            "slug": "renda-xinxi" if head["title"] == "人大信息" else f"series-{Series.objects.count() + 1}",
            "office": head["office"],
            "number_style": NumberStyle.YEAR_ARABIC
            if "年" in head.get("issue_label", "年")
            else NumberStyle.ARABIC,
            "total_style": TotalStyle.CHINESE if spelled else TotalStyle.ARABIC,
            "monthly": head.get("monthly", True),
            "has_contents": any(line.get("page") for section in sections for line in section["toc"]),
            "news_section": news[0] if news else "",
            "article_section": articles[0] if articles else "",
            **{name: head.get(name, "") for name in ("editor", "approval_no", "phone", "email")},
        },
    )
    return series


def _same_or_refuse(issue: Issue, data: Data) -> None:
    """An issue that is there already must print the same entries; anything else is a different issue."""
    printed = list(issue.entries.order_by("position").values_list("text", flat=True))
    given = [e["text"] for e in sorted(data["entries"], key=lambda e: e["order"])]
    if printed != given:
        raise Conflict(f"{issue}已经有了，内容与文件不同，没有改动")


def _leaders(data: Data, actor: User | None) -> dict[str, Person]:
    """The leaders in protocol order, with the posts the issue shows them in."""
    leaders = {}
    for row in data.get("leaders", []):
        person = _person(row["name"], actor)
        leaders[person.name] = person
        for title in row["posts"]:
            if not person.posts.filter(title=title).exists():
                add_post(
                    person=person,
                    actor=actor,
                    title=title,
                    context=_context_of(title),
                    order=row["protocol_order"],
                )
    return leaders


def _context_of(title: str) -> PostContext:
    """In which body a title is borne."""
    if "党组" in title:
        return PostContext.PARTY_GROUP
    return PostContext.CONGRESS if "人大" in title else PostContext.TASK_FORCE


def _person(name: str, actor: User | None, row: Data | None = None) -> Person:
    """The person of this name, entered when unknown. One known by surname only is told apart by the firm."""
    row = row or {}
    same = Person.objects.filter(name_key=name_key(name))
    if row.get("surname_only"):
        same = same.filter(partial_name=True, organisation=row.get("org", ""))
    level = row.get("level", "")
    standing = Standing.HIGHER if level else Standing.OUTSIDE if row.get("org") else Standing.LOCAL
    return same.first() or create_person(
        actor=actor,
        name=name,
        partial_name=bool(row.get("surname_only")),
        standing=standing,
        level=level,
        organisation=row.get("org", ""),
    )


def _organ(name: str) -> Organ | None:
    """The organ behind a unit's name. “区相关部门”, “园区”, “有关工委室” name no organ."""
    if any(vague in name for vague in ("相关", "有关", "各")) or len(name) < 3:
        return None
    organ = Organ.objects.named(name).first()
    if organ:
        return organ
    kind = OrganKind.OTHER
    if name.endswith(("镇", "乡", "街道")):
        kind = OrganKind.TOWN_GOVERNMENT
    elif "人大" in name:
        kind = OrganKind.COMMITTEE
    elif name.endswith(("局", "委", "处", "办")):
        kind = OrganKind.DEPARTMENT
    return Organ.objects.create(name=name, short_name=name, kind=kind)


def _activity(
    entry: Data, area: Area, leaders: dict[str, Person], data: Data, actor: User | None
) -> Activity:
    """Log the activity behind a printed entry, with everyone's title as printed that day."""
    kind = ActivityKind.objects.filter(code=entry["kind_code"]).first()
    return record_activity(
        actor=actor,
        start_on=date.fromisoformat(entry["start"]),
        end_on=date.fromisoformat(entry["end"]),
        half_day=entry.get("half_day") or "",
        kind=kind or add_kind(actor=actor, name=entry["kind"], code=entry["kind_code"]),
        headline=_headline(entry, data),
        topic=entry.get("topic") or "",
        organiser=entry.get("organiser") or "",
        place=entry.get("place") or "",
        text=entry["text"],
        meeting_number=(entry.get("meeting") or {}).get("number"),
        area=area,
        participations=[
            Part(
                person=leaders.get(row["name"]) or _person(row["name"], actor, row),
                title_as_written=row.get("title_as_written") or "",
                title_full=row.get("title_full") or "",
                collective_title=bool(row.get("collective_title")),
                manner=row["participation"],
                party=row.get("party") or "",
            )
            for row in entry["people"]
        ],
        units=[
            UnitPart(
                organ=_organ(row["name"]),
                name_as_written=row["name"],
                represented_by=row.get("represented_by") or "",
                manner=row["participation"],
            )
            for row in entry["units"]
        ],
        groups=[GroupPart(name=row["name"], manner=row["participation"]) for row in entry["groups"]],
    )


def _titles(data: Data) -> list[Data]:
    """The lines of the contents that stand for entries, in order."""
    return [line for section in data["sections"] for line in section["toc"] if line.get("entry_orders")]


def _headline(entry: Data, data: Data) -> str:
    """The title of the contents that covers an entry: the body itself has none."""
    return next(str(line["title"]) for line in _titles(data) if entry["order"] in line["entry_orders"])


def _entries(issue: Issue, data: Data, activities: dict[int, Activity]) -> None:
    headings = {
        order: heading
        for line in _titles(data)
        for heading in [Heading.objects.create(issue=issue, text=line["title"])]
        for order in line["entry_orders"]
    }
    Entry.objects.bulk_create(
        Entry(
            issue=issue,
            heading=headings[order],
            activity=activities[order],
            position=order,
            text=activities[order].text,
            source_text=activities[order].text,
        )
        for order in sorted(activities)
    )


def _feature(issue: Issue, data: Data) -> None:
    feature = data.get("feature")
    if not feature:
        return
    article = Article.objects.create(
        issue=issue,
        order=1,
        title=feature["title"],
        contributor_organ=feature.get("contributor_organ", ""),
        contributor_person=feature.get("contributor_person", ""),
    )
    write_blocks(
        article,
        [
            BlockData(
                text=paragraph["body"],
                lead=paragraph.get("bold_lead") or "",
                sub_leads=tuple(paragraph.get("sub_leads") or ()),
            )
            for paragraph in sorted(feature["paragraphs"], key=lambda p: p["n"])
        ],
    )


def _distribution(data: Data, kind: DistributionKind) -> list[Any]:
    """The printed line, which alone shows the groups; what an elided item means comes from the list."""
    label = str(kind.label)
    raw = [line for line in data["distribution"]["raw_lines"].values() if line.strip().startswith(label)]
    if not raw:
        return []
    rows = data["distribution"][kind.value]
    return [
        type(line)(
            kind=line.kind,
            label=line.label,
            full_label=row["expanded"],
            group=line.group,
            collective=bool(row.get("collective")),
        )
        for line, row in zip(parse_list(kind, raw[0]), rows, strict=True)
    ]
