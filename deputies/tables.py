"""The register of people, the roster of deputies and the groups as lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title, under
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies import rules
from deputies.enums import GroupPostKind, Sex
from deputies.filters import DirectoryFilter, GroupFilter, PersonFilter, RosterFilter
from deputies.models import DeputyGroup, Deputyship, Person, PersonQuerySet, Post
from deputies.models.deputyships import DeputyshipQuerySet, memberships_on
from deputies.models.groups import DeputyGroupQuerySet
from deputies.queries import vacant_posts, with_posts


def _rows(user: User) -> PersonQuerySet:
    today = timezone.localdate()
    posts = Prefetch("posts", Post.objects.in_force(today), to_attr="posts_now")
    return Person.objects.visible_to(user).with_rank(today).prefetch_related(posts)


def _titles(person: Person) -> str:
    return "、".join(post.title for post in getattr(person, "posts_now", []))


def _person(person: Person) -> SafeString:
    known = (marks.tag("只知称呼"),) if person.partial_name else ()
    return title(record_url("deputies:detail", person.pk), person.name, *known)


def _standing(person: Person) -> str:
    level = f"（{person.level}）" if person.level else ""
    return f"{person.get_standing_display()}{level}"


PEOPLE = ListPage(
    key="people",
    title="人员名册",
    unit="人",
    rows=_rows,
    filterset=PersonFilter,
    columns=(
        Column("rank", "排名", order="rank", shown=False, css="rd-num rd-dim is-inline"),
        Column("name", "姓名", order="pinyin", fixed=True, css="", cell=_person),
        Column("posts", "现任职务", export=_titles, cell=lambda row: _titles(row) or marks.dim("没有登记")),
        Column("organisation", "所在单位", order="organisation"),
        Column("standing", "归属", order="standing", export=Person.get_standing_display, cell=_standing),
    ),
    order="rank",
    presets=(
        Preset("人大代表", "deputy=yes"),
        Preset("本区", "standing=local"),
        Preset("上级", "standing=higher"),
        Preset("区外", "standing=outside"),
    ),
    empty=Empty("名册里还没有人", "登记活动时写到的人会自动进入名册，也可以在这里先登记。"),
    actions=(Action("登记人员", "deputies:create_person", "user-plus", rules.WRITERS),),
)


def _deputyships(user: User) -> DeputyshipQuerySet:
    rows = Deputyship.objects.visible_to(user)
    return rows.select_related("person", "term__area", "constituency")


def _by_group(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With ``group_number``, that of the territorial group; joined, for a subquery would run for every row."""
    since, until = rules.held_on(timezone.localdate(), "memberships__")
    main = FilteredRelation("memberships", condition=Q(memberships__is_main=True) & since & until)
    ordered: QuerySet[Any] = rows.annotate(main_seat=main, group_number=F("main_seat__group__number"))
    return ordered


def _load_groups(rows: Sequence[Any]) -> None:
    """On every row ``group_labels``, of the groups of today."""
    found: dict[int, list[str]] = {row.pk: [] for row in rows}
    seats = memberships_on(timezone.localdate()).filter(deputyship__in=list(found))
    seats = seats.order_by("-is_main", "group__number", "group_id")
    for key, label in seats.values_list("deputyship_id", "group__label"):
        found[key].append(label)
    for row in rows:
        row.group_labels = found[row.pk]


def _groups_of(row: Any) -> str:
    return "、".join(row.group_labels)


def _group_cell(row: Any) -> str:
    return _groups_of(row) or ("" if row.is_over else marks.dim("未编组"))


def _deputy(row: Deputyship) -> SafeString:
    return title(record_url("deputies:detail", row.person_id), row.person.name)


def _job(row: Deputyship) -> SafeString:
    return format_html("{}{}", row.person.organisation, under(row.person.occupation))


def _birth(row: Deputyship) -> str:
    born = row.person.birth_date
    return f"{born.year}年{born.month}月" if born else ""


def _state(row: Deputyship) -> str:
    return str(row.get_how_ended_display()) if row.is_over else "在任"


def _state_cell(row: Deputyship) -> str:
    return marks.state("stop", _state(row)) if row.is_over else _state(row)


#: Asked for every row; Django would make the mapping anew each time.
_SEX = dict(Sex.choices)

PUBLIC_COLUMNS = (
    Column("name", "姓名", order="person__pinyin", export="person.name", fixed=True, css="", cell=_deputy),
    Column("title", "代表资格", order="level"),
    Column("term", "届", order="term__starts_on", export="term_label", shown=False),
    Column("constituency", "选区", order="constituency__number", export="constituency.name"),
    Column(
        "group",
        "小组",
        order="group_number",
        sorts=_by_group,
        export=_groups_of,
        cell=_group_cell,
        load=_load_groups,
    ),
    Column("sex", "性别", order="person__sex", export=lambda row: _SEX.get(row.person.sex, "")),
    Column("job", "单位、职务", order="person__organisation", export="person.organisation", cell=_job),
    Column("occupation", "职务、职业", export="person.occupation", only_export=True),
)
_STATE = Column("state", "状态", order="ends_on", export=_state, cell=_state_cell)

ROSTER = ListPage(
    key="roster",
    title="代表名册",
    unit="个代表资格",
    subtitle="一人可有几级代表资格，按资格列出；按人看请到人员名册",
    rows=_deputyships,
    filterset=RosterFilter,
    columns=(
        *PUBLIC_COLUMNS,
        Column(
            "birth",
            "出生年月",
            order="person__birth_date",
            export=_birth,
            shown=False,
            css="is-inline rd-num",
        ),
        Column("ethnicity", "民族", order="person__ethnicity", export="person.ethnicity", shown=False),
        Column("education", "学历", order="person__education", export="person.education", shown=False),
        Column("party", "党派", order="person__party", export="person.get_party_display", shown=False),
        Column(
            "identity", "身份", order="person__identity", export="person.get_identity_display", shown=False
        ),
        Column("trade", "行业", order="person__trade", export="person.trade", shown=False),
        Column("delegation", "代表团", order="delegation", shown=False),
        Column(
            "starts_on",
            "资格开始",
            order="starts_on",
            shown=False,
            css="is-inline rd-num",
            cell=lambda row: dates.full_day(row.starts_on),
        ),
        Column("how_began", "产生方式", order="how_began", export="get_how_began_display", shown=False),
        _STATE,
        Column("ends_on", "资格结束", only_export=True),
    ),
    order="person__pinyin",
    presets=(
        Preset("在任", "state=now"),
        Preset("区级", "level=district&state=now"),
        Preset("市级", "level=city&state=now"),
        Preset("乡镇级", "level=town&state=now"),
        Preset("未编组", "grouped=no&state=now"),
        Preset("已离任", "state=former"),
    ),
    empty=Empty("还没有登记代表", "先在人员名册登记人，再登记代表资格；也可以导入现有的代表名册。"),
    actions=(
        Action("名额与空缺", "deputies:seats", "armchair", rules.READERS, primary=False),
        Action("导入", "documents:import_start", "upload", rules.WRITERS, primary=False, args=("roster",)),
        Action("登记代表", "deputies:create_person", "user-plus", rules.WRITERS),
    ),
    name_of=lambda row: row.person.name,
)

DIRECTORY = ListPage(
    key="directory",
    title="代表名册",
    unit="个代表资格",
    rows=_deputyships,
    filterset=DirectoryFilter,
    columns=(*PUBLIC_COLUMNS, _STATE),
    order="person__pinyin",
    presets=(Preset("在任", "state=now"), Preset("区级", "level=district&state=now")),
    empty=Empty("还没有登记代表", "代表名册由代表工作机构登记。"),
    name_of=lambda row: row.person.name,
)


def _groups(user: User) -> DeputyGroupQuerySet:
    rows = DeputyGroup.objects.visible_to(user).select_related("term__area", "area")
    return with_posts(rows, timezone.localdate())


def holders(group: Any, kind: str) -> str:
    """Who holds a post of a loaded group, by name."""
    return "、".join(post.person.name for post in group.posts_then if post.kind == kind)


def _holders(kind: GroupPostKind) -> Column:
    """The column of a post; one that nobody holds is marked."""

    def cell(group: Any) -> str:
        names = holders(group, kind)
        return names or ("" if group.is_over else marks.tag(f"{kind.label}空缺", "check"))

    return Column(kind.value, kind.label, export=lambda row: holders(row, kind), cell=cell)


def _group(group: DeputyGroup) -> SafeString:
    over = (marks.tag("已撤销"),) if group.is_over else ()
    numbered = group.numbered if group.name else ""
    return title(record_url("deputies:group", group.pk), group.label, *over, below=numbered)


def _levels(group: DeputyGroup) -> SafeString:
    serving = "驻区代表" if group.serves_only else ""
    return format_html("{}{}", "、".join(group.level_labels), under(serving))


def _vacant(group: Any) -> str:
    return "、".join(vacant_posts(group.posts_then))


GROUPS = ListPage(
    key="deputy_groups",
    title="代表小组",
    unit="个",
    rows=_groups,
    filterset=GroupFilter,
    columns=(
        Column("number", "编号", order="number", right=True, shown=False, css="rd-num is-inline"),
        Column("group", "小组", order="label", export="label", fixed=True, css="", cell=_group),
        Column("level", "层级", order="term__level", export="level_labels", cell=_levels),
        Column("kind", "类别", order="kind", export="get_kind_display", shown=False),
        *(_holders(kind) for kind in GroupPostKind),
        Column("vacant", "空缺职务", export=_vacant, only_export=True),
        Column(
            "size",
            "成员",
            order="size",
            right=True,
            css="rd-num is-inline",
            cell=lambda row: f"{row.size:,} 人",
        ),
        Column("area", "所在区域", order="area__order", export="area.name", shown=False),
        Column("room", "活动室", order="activity_room", export="activity_room", shown=False),
        Column("principles", "编组原则", export="principle_labels", only_export=True),
    ),
    order="number",
    presets=(
        Preset("区级", "level=district&state=now"),
        Preset("驻区市级", "level=city&state=now"),
        Preset("专业小组", "kind=professional&state=now"),
        Preset("联络员空缺", "vacant=liaison&state=now"),
    ),
    empty=Empty("还没有代表小组", "建立小组之后，把代表编进去，再任命组长、副组长和联络员。"),
    actions=(
        Action("小组名册", "deputies:group_roster", "file-spreadsheet", rules.READERS, primary=False),
        Action("建立小组", "deputies:create_group", "plus", rules.WRITERS),
    ),
)
