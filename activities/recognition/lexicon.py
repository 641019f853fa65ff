"""What is known beforehand: people with their posts, organs with all their names, kinds of activities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from activities.recognition.plain import name_key, squeeze

#: The kinds every portal begins with, for a run without a database.
DEFAULT_KINDS = {
    "standing_committee_session": "常委会会议",
    "chairpersons_meeting": "主任会议",
    "internal_study": "集体学习",
    "monthly_law": "一月一法",
    "training": "培训",
    "inspection": "视察",
    "research": "调研",
    "law_enforcement_inspection": "执法检查",
    "duty_report_review": "述职评议",
    "superior_research": "上级领导来区调研",
    "deputy_group_activity": "代表小组活动",
    "reception_day": "接待日",
    "party_group_meeting": "党组会议",
    "party_group_study": "党组中心组学习",
    "party_branch_meeting": "机关党总支会议",
    "party_discipline_education": "党纪学习教育专题辅导报告会",
    "warning_education": "警示教育",
    "civilised_city_inspection": "文明城市创建联合巡查整治",
    "investment_promotion": "招商引资",
    "reception": "会见客商",
    "visit_condolence": "走访慰问",
    "other": "其他",
}
_LEVEL = re.compile(r"[^区县市省旗]{0,8}?(?P<level>区|县|市|旗)")


@dataclass(frozen=True)
class KnownPost:
    """A post and the days it was held; an open end is ``None``."""

    title: str
    starts_on: date | None = None
    ends_on: date | None = None

    def held(self, on: date | None) -> bool:
        """Whether it was held on a day; on an unknown day every post counts."""
        if on is None:
            return True
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )


@dataclass(frozen=True)
class KnownPerson:
    """Someone in the roster; ``key`` is that of the database, if there is one."""

    name: str
    posts: tuple[KnownPost, ...] = ()
    key: int | None = None


@dataclass(frozen=True)
class KnownOrgan:
    """A unit of the register with every name it bears or bore."""

    names: tuple[str, ...]
    key: int | None = None


@dataclass(frozen=True)
class Lexicon:
    """People, organs and kinds (code → name) that recognition may rely on; all may be empty."""

    people: tuple[KnownPerson, ...] = ()
    organs: tuple[KnownOrgan, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_KINDS))

    @cached_property
    def by_name(self) -> dict[str, list[KnownPerson]]:
        """People by name without spaces; several where they share it."""
        found: dict[str, list[KnownPerson]] = {}
        for person in self.people:
            if len(key := name_key(person.name)) > 1:
                found.setdefault(key, []).append(person)
        return found

    @cached_property
    def name_lengths(self) -> list[int]:
        """Lengths of names that occur, longest first."""
        return sorted({len(name) for name in self.by_name}, reverse=True)

    @cached_property
    def organ_by_name(self) -> dict[str, KnownOrgan]:
        """Organs by each of their names."""
        return {squeeze(name): organ for organ in reversed(self.organs) for name in organ.names if name}

    def organ_named(self, name: str) -> KnownOrgan | None:
        """The organ of a name, also of one whose beginning a list leaves out: 住建局 is 区住建局 if no other is."""
        if organ := self.organ_by_name.get(name):
            return organ
        if len(name) < 3 or name[0] in "各区县市省旗镇乡":
            return None
        if organ := self.organ_by_name.get(f"{self.level}{name}"):
            return organ
        ending = {id(organ): organ for full, organ in self.organ_by_name.items() if full.endswith(name)}
        return next(iter(ending.values())) if len(ending) == 1 else None

    @cached_property
    def organ_lengths(self) -> list[int]:
        """Lengths of organ names that occur, longest first."""
        return sorted({len(name) for name in self.organ_by_name}, reverse=True)

    @cached_property
    def level(self) -> str:
        """区, 县, 市 or 旗: what most posts and organs of this place begin with; empty when there are none."""
        names = [post.title for person in self.people for post in person.posts]
        names += [name for organ in self.organs for name in organ.names]
        counted = Counter(match["level"] for name in names if (match := _LEVEL.match(name)))
        return counted.most_common(1)[0][0] if counted else ""


def lexicon_from_roster(data: Mapping[str, Any], kinds: Mapping[str, str] | None = None) -> Lexicon:
    """A lexicon from ``{"roster": [{"name", "posts": […]}], "organs": […]}``.

    Organs are names, or objects with ``name``, ``short_name`` and ``former_names``; posts are titles, or objects with
    ``title``. Raises ``ValueError``, in Chinese, for anything else.
    """
    if not isinstance(data, Mapping):
        raise ValueError("名册文件应当是一个对象，含 roster 和 organs 两项")
    return Lexicon(
        people=tuple(_person(row) for row in _rows(data, "roster")),
        organs=tuple(_organ(row) for row in _rows(data, "organs")),
        kinds=dict(kinds or DEFAULT_KINDS),
    )


def _rows(data: Mapping[str, Any], name: str) -> Iterable[Any]:
    rows = data.get(name) or []
    if not isinstance(rows, list):
        raise ValueError(f"名册文件的 {name} 应当是一个列表")
    return rows


def _person(row: Any) -> KnownPerson:
    if isinstance(row, str):
        return KnownPerson(row)
    if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
        raise ValueError(f"名册里这一项没有姓名：{row}")
    posts = row.get("posts") or []
    posts = [posts] if isinstance(posts, str) else posts
    titles = [post.get("title", "") if isinstance(post, Mapping) else str(post) for post in posts]
    return KnownPerson(row["name"], tuple(KnownPost(squeeze(title)) for title in titles if title))


def _organ(row: Any) -> KnownOrgan:
    if isinstance(row, str):
        return KnownOrgan((row,))
    if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
        raise ValueError(f"单位名录里这一项没有名称：{row}")
    former = row.get("former_names") or []
    return KnownOrgan(tuple(str(name) for name in (row["name"], row.get("short_name"), *former) if name))
