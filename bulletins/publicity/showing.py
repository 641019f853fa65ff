"""How stories and the plan are shown."""

from __future__ import annotations

from datetime import date

from bulletins.models import Piece, PlanItem, Story
from bulletins.publicity.enums import MediaLevel, StoryState
from bulletins.publicity.queries import Plan, PlanLine
from congress.accounts.models import User
from congress.web import dates
from congress.web.parts import Step

_PATH = (StoryState.DRAFT, StoryState.REVIEW, StoryState.RELEASED)


def story_state(row: Story) -> tuple[str, str]:
    """Shape and word; one sent back says so."""
    if row.state == StoryState.DRAFT and row.reason:
        return "back", "退回修改"
    return row.look, str(row.get_state_display())


def story_path(row: Story) -> list[Step]:
    """The three steps; nothing for one that was taken down."""
    state = StoryState(row.state)
    if state not in _PATH:
        return []
    here = _PATH.index(state)
    released = state == StoryState.RELEASED
    return [
        Step(str(one.label), state="done" if n < here or released else "now" if n == here else "")
        for n, one in enumerate(_PATH)
    ]


def story_facts(row: Story) -> list[tuple[str, str]]:
    """A story in lines."""
    released = row.state == StoryState.RELEASED and row.released_at
    return [
        ("代表", row.person.name),
        ("供稿", "　".join(part for part in (row.area.name, row.author) if part)),
        ("宣传计划", f"{row.plan_item.year}年　{row.plan_item}" if row.plan_item else ""),
        ("发布", dates.moment(row.released_at) if released and row.released_at else ""),
    ]


def taken_words(row: Piece) -> str:
    """Of the prefetched adoptions the highest, and how many there are: 省级　《江东日报》等 3 家."""
    adoptions = list(row.adoptions.all())
    if not adoptions:
        return ""
    first = max(adoptions, key=lambda one: one.medium.level)
    more = f"等 {len(adoptions)} 家" if len(adoptions) > 1 else ""
    return f"{MediaLevel(first.medium.level).label}　{first.medium}{more}"


def _item_state(row: PlanItem, stories: list[Story], today: date) -> tuple[str, str]:
    if row.dropped_reason:
        return "stop", "已取消"
    if row.done_on is not None or any(one.state == StoryState.RELEASED for one in stories):
        return "done", "已完成"
    if row.due_on is not None and row.due_on < today:
        return "late", "逾期未完成"
    return ("go", "在写") if stories else ("wait", "未完成")


def plan_of(user: User, year: int, today: date) -> Plan:
    """The items of a year, each with the stories the user may see (2 queries).

    Whether an item is done does not depend on who looks: a released story is seen by all who see the plan.
    """
    items = list(PlanItem.objects.filter(year=year).order_by("pk"))
    items.sort(key=lambda row: (bool(row.dropped_reason), row.due_on or date.max, row.pk))
    rows = Story.objects.visible_to(user).filter(plan_item__year=year).exclude(state=StoryState.WITHDRAWN)
    told: dict[int, list[Story]] = {}
    for story in rows.select_related("person"):
        told.setdefault(story.plan_item_id or 0, []).append(story)
    lines = [
        PlanLine(row, told.get(row.pk, []), _item_state(row, told.get(row.pk, []), today)) for row in items
    ]
    return Plan(year, lines)
