"""Links, contacts and visits to organs as lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.links import rules
from deputies.links.enums import Lower
from deputies.links.filters import ContactFilter, LinkFilter, VisitFilter
from deputies.models import Contact, ContactOpinion, Link, OrganQuestion, OrganVisit


def _links(user: User) -> QuerySet[Link]:
    rows = Link.objects.visible_to(user)
    return rows.select_related("tier", "holder", "person", "constituency")


def _load_enterprises(rows: Sequence[Any]) -> None:
    """The names of enterprises, which are public; those of citizens are not read for a list."""
    keys = [row.pk for row in rows if row.tier.lower == Lower.ENTERPRISES]
    found = dict(Link.objects.filter(pk__in=keys).values_list("pk", "party__name")) if keys else {}
    for row in rows:
        row.shown = found.get(row.pk) or _named(row)


def _named(row: Link) -> str:
    return row.person.name if row.person else ("某家庭" if row.tier.lower == Lower.HOUSEHOLDS else "某群众")


def _facts(row: Link) -> str:
    return "　".join(part for part in (row.get_kind_display(), row.grid, str(row.constituency or "")) if part)


def _holder(row: Link) -> SafeString:
    return title(record_url("links:detail", row.pk), row.holder.name, below=row.holder.organisation)


def _dates(row: Link) -> str:
    since = f"{dates.full_day(row.starts_on)}起"
    return f"{since}，{dates.full_day(row.ends_on)}止" if row.ends_on else since


LINKS = ListPage(
    key="links",
    title="双联三联",
    unit="个",
    rows=_links,
    filterset=LinkFilter,
    name_of=lambda row: f"{row.holder.name}的联系",
    columns=(
        Column(
            "holder", "联系人", order="holder__pinyin", fixed=True, css="", export="holder.name", cell=_holder
        ),
        Column("whom", "联系谁", export="shown", load=_load_enterprises),
        Column("tier", "层级", order="tier__order", export="tier.name"),
        Column("facts", "类别、网格、选区", export=_facts),
        Column("since", "起止", order="starts_on", export=_dates, css="is-inline rd-num"),
        Column("outcome", "结束原因、成效", export="outcome", shown=False),
    ),
    order="holder__pinyin",
    presets=(
        Preset("在联系的", "state=now"),
        Preset("有一方已离任", "state=stale"),
        Preset("联系基层代表的", "grassroots=yes&state=now"),
        Preset("网格员", "kind=grid_worker&state=now"),
    ),
    empty=Empty("还没有联系", "打开“联系够不够”，给联系人加上联系谁；代表也可以在手机上加自己联系的群众。"),
    actions=(
        Action("联系够不够", "links:cover", "checklist", rules.READERS),
        Action("联系记录", "links:contacts", "messages", rules.READERS, primary=False),
        Action("联系统计", "links:report", "chart-bar", rules.READERS, primary=False),
        Action("设置", "links:settings", "settings", rules.OFFICE, primary=False),
    ),
)


def _contacts(user: User) -> QuerySet[Contact]:
    return Contact.objects.visible_to(user).standing().select_related("holder", "channel")


def _load_whom(rows: Sequence[Any]) -> None:
    """With whom each contact was: people of the register by name, the others by number (one query)."""
    through = Contact.links.through.objects.filter(contact__in=[row.pk for row in rows])
    found: dict[int, list[str]] = {}
    others: dict[int, int] = {}
    for key, name in through.order_by("pk").values_list("contact_id", "link__person__name"):
        if name:
            found.setdefault(key, []).append(name)
        else:
            others[key] = others.get(key, 0) + 1
    for row in rows:
        parts = list(found.get(row.pk, []))
        parts += [f"{others[row.pk]} 人（户、家）"] if row.pk in others else []
        row.whom = "、".join(parts)


def _load_opinions(rows: Sequence[Any]) -> None:
    counted = ContactOpinion.objects.filter(contact__in=[row.pk for row in rows]).order_by()
    found = dict(counted.values_list("contact").annotate(n=Count("pk")))
    for row in rows:
        row.heard = found.get(row.pk, 0)


def _contact_title(row: Contact) -> SafeString:
    return title(record_url("links:contact", row.pk), row.holder.name, below=row.holder.organisation)


CONTACTS = ListPage(
    key="contacts",
    title="联系记录",
    unit="次",
    rows=_contacts,
    filterset=ContactFilter,
    name_of=lambda row: f"{row.holder.name}{dates.day(row.on)}的联系",
    columns=(
        Column("on", "日期", order="on", css="is-inline rd-num", cell=lambda row: dates.day(row.on)),
        Column(
            "holder",
            "联系人",
            order="holder__pinyin",
            fixed=True,
            css="",
            export="holder.name",
            cell=_contact_title,
        ),
        Column("whom", "联系了谁", load=_load_whom),
        Column("channel", "方式", order="channel__order", export="channel.name"),
        Column("place", "地点"),
        Column(
            "heard",
            "意见",
            load=_load_opinions,
            right=True,
            cell=lambda row: f"{row.heard} 条" if row.heard else "",
        ),
    ),
    order="-on",
    presets=(Preset("听到意见的", "heard=yes"),),
    empty=Empty("还没有联系记录", "代表在手机上记，办公室打开一个联系，点“记一次联系”。"),
    actions=(Action("联系统计", "links:report", "chart-bar", rules.READERS, primary=False),),
)


def _visits(user: User) -> QuerySet[OrganVisit]:
    rows = OrganVisit.objects.visible_to(user).standing().marked()
    return rows.select_related("group__term", "organ")


def _load_questions(rows: Sequence[Any]) -> None:
    counted = OrganQuestion.objects.filter(visit__in=[row.pk for row in rows]).order_by()
    found = {
        line["visit"]: line
        for line in counted.values("visit").annotate(n=Count("pk"), answered=Count("answered_on"))
    }
    for row in rows:
        line = found.get(row.pk)
        row.asked = _asked(line["n"], line["answered"]) if line else ""


def _asked(asked: int, answered: int) -> str:
    return f"{asked} 条，待答复 {asked - answered} 条" if asked > answered else f"{asked} 条，已答复"


def _visit_title(row: Any) -> SafeString:
    below = "" if row.is_tied else "不是定点联系的单位"
    return title(record_url("links:visit", row.pk), row.organ.name, below=below)


VISITS = ListPage(
    key="organ_visits",
    title="联系国家机关",
    unit="次",
    rows=_visits,
    filterset=VisitFilter,
    name_of=str,
    columns=(
        Column("on", "日期", order="on", css="is-inline rd-num", cell=lambda row: dates.day(row.on)),
        Column(
            "organ",
            "国家机关",
            order="organ__name",
            fixed=True,
            css="",
            export="organ.name",
            cell=_visit_title,
        ),
        Column("group", "代表小组", order="group__number", export="group.listed_as"),
        Column("asked", "问询", load=_load_questions),
        Column("place", "地点", shown=False),
        Column("tied", "定点联系", only_export=True, export=lambda row: "是" if row.is_tied else "不是"),
        Column("account", "情况", only_export=True),
    ),
    order="-on",
    presets=(Preset("有待答复的", "answered=no"), Preset("不是定点联系的", "tied=no")),
    empty=Empty("还没有联系国家机关", "打开“小组联系单位和村（社区）”，在小组那一行点“登记联系”。"),
    actions=(
        Action(
            "小组联系单位和村（社区）", "links:ties", "building-community", rules.GROUP_READERS, primary=False
        ),
    ),
)
