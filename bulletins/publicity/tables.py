"""Pieces, prizes, speeches, stories, collections and practices as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.safestring import SafeString

from bulletins.models import Adoption, FeatureSet, Piece, PieceAward, Practice, Speech, Story
from bulletins.publicity import rules
from bulletins.publicity.filters import (
    AwardFilter,
    FeatureFilter,
    PieceFilter,
    PracticeFilter,
    SpeechFilter,
    StoryFilter,
)
from bulletins.publicity.showing import story_state, taken_words
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset

_DAY = "rd-num is-inline"


def _pieces(user: User) -> QuerySet[Any]:
    taken = Prefetch("adoptions", Adoption.objects.select_related("medium"))
    rows = Piece.objects.visible_to(user).standing().select_related("area").defer("text", "search_text")
    return rows.prefetch_related(taken)


def _piece(row: Piece) -> SafeString:
    return title(record_url("publicity:piece", row.pk), row.title, below=row.author)


def _media(row: Piece) -> str:
    return "、".join(str(one.medium) for one in row.adoptions.all())


PIECES = ListPage(
    key="pieces",
    title="宣传稿件",
    unit="篇",
    subtitle="一篇稿件几家媒体采用，仍然算一篇",
    rows=_pieces,
    filterset=PieceFilter,
    columns=(
        Column(
            "written_on",
            "编发",
            order="written_on",
            cell=lambda row: dates.day(row.written_on),
            css=_DAY,
            newest_first=True,
        ),
        Column("title", "标题", order="title", fixed=True, css="", cell=_piece),
        Column("author", "作者", only_export=True),
        Column(
            "taken",
            "采用",
            export=taken_words,
            cell=lambda row: taken_words(row) or marks.dim("未被采用"),
            labelled=True,
        ),
        Column(
            "media",
            "全部媒体",
            export=lambda row: "、".join(str(a.medium) for a in row.adoptions.all()),
            only_export=True,
        ),
        Column("area", "供稿", order="area__path", export="area.name"),
    ),
    order="-written_on",
    presets=(
        Preset("省级以上采用", "level=3"),
        Preset("市级以上采用", "level=2"),
        Preset("未被采用", "adopted=no"),
    ),
    empty=Empty("还没有宣传稿件", "编发一篇，登记一篇；哪家媒体采用了，在那一篇里登记采用。"),
    actions=(
        Action("媒体和媒介", "publicity:settings", "list-check", rules.OFFICES, primary=False),
        Action("统计", "publicity:figures", "chart-bar", rules.READERS, primary=False),
        Action("登记稿件", "publicity:record_piece", "plus", rules.WRITERS),
    ),
)


def _awards(user: User) -> QuerySet[Any]:
    seen = Piece.objects.visible_to(user).standing().order_by().values("pk")
    return PieceAward.objects.filter(piece__in=seen).select_related("piece")


AWARDS = ListPage(
    key="piece_awards",
    title="稿件获奖",
    unit="项",
    rows=_awards,
    filterset=AwardFilter,
    columns=(
        Column(
            "awarded_on",
            "获奖",
            order="awarded_on",
            cell=lambda row: dates.day(row.awarded_on),
            css=_DAY,
            newest_first=True,
        ),
        Column(
            "name",
            "奖项",
            order="name",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("publicity:piece", row.piece_id), f"{row.name}{row.grade}", below=str(row.piece)
            ),
        ),
        Column("grade", "等次", only_export=True),
        Column("piece", "稿件", only_export=True, export=lambda row: row.piece.title),
        Column("level", "级别", order="level", export="get_level_display"),
        Column("awarded_by", "颁奖单位"),
    ),
    order="-awarded_on",
    empty=Empty("还没有登记获奖", "稿件得了奖，打开那一篇稿件，点“登记获奖”。"),
)


def _speeches(user: User) -> QuerySet[Any]:
    rows = Speech.objects.filter(rules.see_piece.as_q(user), withdrawn_reason="")
    return rows.select_related("area").defer("text")


SPEECHES = ListPage(
    key="speeches",
    title="经验交流",
    unit="次",
    subtitle="在上级会议上交流的经验",
    rows=_speeches,
    filterset=SpeechFilter,
    columns=(
        Column(
            "held_on",
            "会议日期",
            order="held_on",
            cell=lambda row: dates.day(row.held_on),
            css=_DAY,
            newest_first=True,
        ),
        Column(
            "topic",
            "题目",
            order="topic",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("publicity:speech", row.pk), row.topic, below=row.meeting),
        ),
        Column("meeting", "会议", only_export=True),
        Column("level", "级别", order="level", export="get_level_display"),
        Column("kind", "方式", order="kind", export="get_kind_display"),
        Column("speaker", "发言人"),
        Column("area", "交流区域", export="area.name", shown=False),
    ),
    order="-held_on",
    empty=Empty("还没有登记经验交流", "在市级、省级会议上发言或者书面交流，登记在这里。"),
    actions=(Action("登记交流", "publicity:record_speech", "plus", rules.WRITERS),),
)


def _stories(user: User) -> QuerySet[Any]:
    rows = Story.objects.visible_to(user).select_related("person", "area")
    return rows.defer("text", "search_text")


STORIES = ListPage(
    key="stories",
    title="代表事迹",
    unit="篇",
    subtitle="审核发布以后，群众在公众网站“代表履职风采”里看得到",
    rows=_stories,
    filterset=StoryFilter,
    columns=(
        Column(
            "title",
            "标题",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("publicity:story", row.pk), row.title, below=row.area.name),
        ),
        Column("person", "代表", order="person__pinyin", export="person.name"),
        Column(
            "state",
            "状态",
            order="state",
            export=lambda row: story_state(row)[1],
            cell=lambda row: marks.state(*story_state(row)),
        ),
        Column(
            "released_at",
            "发布",
            order="released_at",
            export="released_at",
            cell=lambda row: dates.day(row.released_at) if row.look == "done" else "",
            css=_DAY,
        ),
        Column(
            "created_at",
            "登记",
            order="created_at",
            cell=lambda row: dates.day(row.created_at),
            css=_DAY,
            newest_first=True,
        ),
    ),
    order="-created_at",
    presets=(
        Preset("待审核", "state=review"),
        Preset("已发布", "state=released"),
        Preset("草稿", "state=draft"),
    ),
    empty=Empty("还没有代表事迹", "写一位代表怎样履职。写好送审，另一位同志审核发布以后群众才看得到。"),
    actions=(
        Action("宣传计划", "publicity:plan", "list-check", rules.READERS, primary=False),
        Action("写事迹", "publicity:write_story", "plus", rules.WRITERS),
    ),
)


def _features(_user: User) -> QuerySet[Any]:
    return FeatureSet.objects.select_related("medium").annotate(named=Count("people", distinct=True))


FEATURES = ListPage(
    key="features",
    title="专集专访",
    unit="项",
    subtitle="编印的代表事迹专集和系列专访，按年度",
    rows=_features,
    filterset=FeatureFilter,
    columns=(
        Column("year", "年度", order="year", css=_DAY, cell=lambda row: f"{row.year} 年", newest_first=True),
        Column(
            "title",
            "名称",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("publicity:feature", row.pk), f"《{row.title}》", below=row.medium or ""
            ),
        ),
        Column("kind", "类型", order="kind", export="get_kind_display"),
        Column("people", "人数", export=lambda row: str(row.people_of(row.named)), css=_DAY),
        Column("medium", "媒体", only_export=True, export=lambda row: str(row.medium or "")),
    ),
    order="-year",
    empty=Empty("还没有专集和专访", "编印了代表事迹专集，或者媒体做了系列专访，在这里登记有哪些人。"),
    actions=(Action("登记专集专访", "publicity:record_feature", "plus", rules.OFFICES),),
)


def _practices(_user: User) -> QuerySet[Any]:
    return Practice.objects.standing().select_related("area", "station").defer("text", "search_text")


PRACTICES = ListPage(
    key="practices",
    title="好做法",
    unit="项",
    subtitle="各乡镇街道、联络站的好做法好经验",
    rows=_practices,
    filterset=PracticeFilter,
    columns=(
        Column(
            "noted_on",
            "总结",
            order="noted_on",
            cell=lambda row: dates.day(row.noted_on),
            css=_DAY,
            newest_first=True,
        ),
        Column(
            "title",
            "题目",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("publicity:practice", row.pk), row.title, below=row.topic),
        ),
        Column("topic", "方面", only_export=True),
        Column("area", "乡镇街道", order="area__path", export="area.name"),
        Column("station", "联络站", export=lambda row: str(row.station or "")),
        Column("spread", "推广情况", shown=False),
    ),
    order="-noted_on",
    empty=Empty("还没有收入好做法", "乡镇街道、联络站行之有效的做法写在这里，别处可以照着做。"),
    actions=(Action("收入好做法", "publicity:record_practice", "plus", rules.WRITERS),),
)
