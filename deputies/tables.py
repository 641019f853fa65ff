"""The register of people as a list."""

from __future__ import annotations

from django.db.models import Prefetch
from django.utils import timezone

from congress.accounts.models import User
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies import rules
from deputies.filters import PersonFilter
from deputies.models import Person, PersonQuerySet, Post


def _rows(user: User) -> PersonQuerySet:
    today = timezone.localdate()
    posts = Prefetch("posts", Post.objects.in_force(today), to_attr="posts_now")
    return Person.objects.visible_to(user).with_rank(today).prefetch_related(posts)


def _titles(person: Person) -> str:
    return "、".join(post.title for post in getattr(person, "posts_now", []))


PEOPLE = ListPage(
    key="people",
    title="人员名册",
    unit="人",
    rows=_rows,
    filterset=PersonFilter,
    columns=(
        Column("rank", "排名", order="rank", shown=False),
        Column("name", "姓名", order="name_key", fixed=True),
        Column("posts", "现任职务", export=_titles),
        Column("organisation", "所在单位", order="organisation"),
        Column("standing", "归属", order="standing", export=Person.get_standing_display),
    ),
    order="rank",
    row="deputies/_row.html",
    presets=(
        Preset("本区", "standing=local"),
        Preset("上级", "standing=higher"),
        Preset("区外", "standing=outside"),
    ),
    empty=Empty("名册里还没有人", "登记活动时写到的人会自动进入名册，也可以在这里先登记。"),
    actions=(Action("登记人员", "deputies:create_person", "user-plus", rules.WRITERS),),
)
