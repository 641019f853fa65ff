"""Suggestions and 社情民意 as lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count, F, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.organs.models import Session
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title, under
from congress.web.lists.declare import Action, BulkAction, Column, Empty, ListPage, Preset
from deputies.models import Deputyship
from suggestions import rules
from suggestions.enums import CosignState, Kind, Occasion, Part, State
from suggestions.filters import SentimentFilter, SuggestionFilter
from suggestions.models import Cosigner, Handling, Submission, Suggestion, SuggestionQuerySet
from suggestions.showing import clock_shown, occasion_shown, put_by, state_shown, units_shown
from suggestions.workflow import KEEPERS, OFFICE


def load_who(rows: Sequence[Any]) -> None:
    """On every row ``who`` put it, the ``lead_name``, and its session."""
    names = dict(
        Deputyship.objects.filter(pk__in={row.lead_id for row in rows}).values_list("pk", "person__name")
    )
    signed = Cosigner.objects.filter(suggestion__in=rows, state=CosignState.CONFIRMED).order_by()
    counted = dict(signed.values_list("suggestion_id").annotate(n=Count("pk")))
    wanted = {row.session_id for row in rows if row.session_id}
    sessions = Session.objects.filter(pk__in=wanted).select_related("term").in_bulk()
    for row in rows:
        row.lead_name = names[row.lead_id]
        row.who = put_by(row, row.lead_name, counted.get(row.pk, 0))
        row.session = sessions.get(row.session_id)


def load_parts(rows: Sequence[Any]) -> None:
    """On every row ``parts``: what units have in the present round."""
    found: dict[int, list[Handling]] = {row.pk: [] for row in rows}
    parts = Handling.objects.live().filter(suggestion__in=rows, round=F("suggestion__round")).order_by("id")
    for part in parts.only("suggestion_id", "round", "part", "state", "organ_name"):
        found[part.suggestion_id].append(part)
    for row in rows:
        row.parts = found[row.pk]


def _load_signers(rows: Sequence[Any]) -> None:
    """On every row ``signers``: who signed with the lead, by name."""
    found: dict[int, list[str]] = {row.pk: [] for row in rows}
    signed = Cosigner.objects.filter(suggestion__in=rows, state=CosignState.CONFIRMED).order_by("id")
    for key, name in signed.values_list("suggestion_id", "deputyship__person__name"):
        found[key].append(name)
    for row in rows:
        row.signers = found[row.pk]


def _load_texts(rows: Sequence[Any]) -> None:
    """On every row ``text`` as it was submitted last."""
    texts: dict[int, str] = {}
    submitted = Submission.objects.filter(suggestion__in=rows).order_by("order")
    for key, situation, proposal in submitted.values_list("suggestion_id", "situation", "proposal"):
        texts[key] = f"{situation}\n{proposal}".strip()
    for row in rows:
        row.text = texts.get(row.pk, "")


def on_the_desk(user: User) -> SuggestionQuerySet:
    """What a desk lists: what the user may see, without drafts that were not shared with the office (R209).

    Texts stay in the database; what a row shows besides is fetched by the columns.
    """
    rows = Suggestion.objects.visible_to(user).filter(~Q(state=State.DRAFT) | Q(shared_with_office=True))
    return rows.defer("situation", "proposal", "search_text")


def _suggestions(user: User) -> SuggestionQuerySet:
    return on_the_desk(user).filter(occasion__in=(Occasion.SESSION, Occasion.BETWEEN))


def _sentiment(user: User) -> SuggestionQuerySet:
    return on_the_desk(user).filter(occasion=Occasion.SENTIMENT)


def units_of(row: Any, *parts: str) -> str:
    """The units of the present round with one of these parts."""
    return "、".join(part.organ_name for part in row.parts if part.part in parts)


def _clock(row: Suggestion) -> str:
    clock = clock_shown(row)
    return f"{clock.words}（{clock.note}）" if clock else ""


def _title(shown: Mapping[str, bool]) -> Callable[[Any], SafeString]:
    """The title with what is exceptional, and below who put it and when."""

    def cell(row: Any) -> SafeString:
        tags = [marks.tag("重点督办", "key")] if row.is_key else []
        if row.kind != Kind.SUGGESTION and not shown.get("kind"):
            tags.append(marks.tag(str(row.get_kind_display())))
        occasion = "" if shown.get("occasion", True) else f"　{occasion_shown(row)}"
        return title(record_url("suggestions:detail", row.pk), row.title, *tags, below=f"{row.who}{occasion}")

    return cell


def _units(row: Any) -> SafeString:
    unit, beside = units_shown(row, row.parts)
    return format_html("{}{}", unit, under(beside))


def _state(row: Any) -> SafeString:
    return marks.state(*state_shown(row, row.parts))


def _day(field: str) -> Callable[[Any], str]:
    def cell(row: Any) -> str:
        moment = getattr(row, field)
        return dates.day(moment) if moment else ""

    return cell


_NUMBER = Column(
    "number",
    "编号",
    order="number_text",
    export="number_text",
    cell=lambda row: row.number_text or marks.dim("未编号"),
    css="rd-num rd-dim",
)
_UNITS = Column(
    "units",
    "主办单位",
    export=lambda row: units_of(row, Part.LEAD, Part.SPLIT),
    cell=_units,
    load=load_parts,
)
_STATE = Column(
    "state", "状态", export=lambda row: state_shown(row, row.parts)[1], cell=_state, load=load_parts
)
_DUE = Column(
    "due_on",
    "期限",
    order="due_on",
    cell=lambda row: marks.deadline(clock_shown(row)),
    css="",
    newest_first=True,
)
_MORE = (
    Column("lead", "领衔代表", export="lead_name", shown=False, load=load_who),
    Column("category", "类别", export="category.name", shown=False, needs=("category",)),
    Column("area", "涉及区域", export="area.name", shown=False, needs=("area",)),
    Column("committee", "督办委室", export="committee.short_name", shown=False, needs=("committee",)),
    Column("source", "来源", export="get_source_display", shown=False),
    Column("round", "办理轮次", cell=lambda row: f"第 {row.round} 轮", right=True, shown=False),
    Column("answer", "答复类别", export="reply_category.letter", shown=False, needs=("reply_category",)),
    Column("result", "办理结果评价", export="get_result_display", shown=False),
    Column(
        "submitted",
        "提交日期",
        order="submitted_at",
        export="submitted_at",
        cell=_day("submitted_at"),
        shown=False,
    ),
    Column(
        "assigned",
        "交办日期",
        order="assigned_at",
        export="assigned_at",
        cell=_day("assigned_at"),
        shown=False,
    ),
    Column("closed", "销号日期", order="closed_at", export="closed_at", cell=_day("closed_at"), shown=False),
)
_IN_FILE = (
    Column(
        "signers", "附议", export=lambda row: "、".join(row.signers), only_export=True, load=_load_signers
    ),
    Column("co", "协办单位", export=lambda row: units_of(row, Part.CO), only_export=True, load=load_parts),
    Column("clock", "期限说明", export=_clock, only_export=True),
    Column("strike", "销号编号", export="strike_number", only_export=True),
    Column("text", "内容", only_export=True, load=_load_texts),
)


def _bulk(key: str) -> tuple[BulkAction, ...]:
    """What can be done with picked rows of a list."""
    return (
        BulkAction("催办", "suggestions:urge_picked", "bell-ringing", KEEPERS, (key,)),
        BulkAction("交办", "suggestions:assign_picked", "send", KEEPERS, (key,)),
        BulkAction("打印清单", "suggestions:print_picked", "printer", rules.DESK_READERS, (key,)),
    )


SUGGESTIONS = ListPage(
    key="suggestions",
    title="代表建议",
    unit="件",
    rows=_suggestions,
    filterset=SuggestionFilter,
    columns=(
        _NUMBER,
        Column("title", "案由", fixed=True, cell_beside=_title, css="", load=load_who),
        _UNITS,
        _STATE,
        _DUE,
        Column("kind", "种类", export="get_kind_display", shown=False),
        Column("occasion", "时间", export=occasion_shown, shown=False, load=load_who),
        *_MORE,
        *_IN_FILE,
    ),
    order="due_on",
    presets=(
        Preset("待审核", "state=submitted"),
        Preset("待交办", "state=registered"),
        Preset("在办", "state=going"),
        Preset("本周到期", "due=week"),
        Preset("已逾期", "due=late"),
        Preset("重点督办", "key=yes"),
        Preset("待销号", "state=evaluated"),
    ),
    empty=Empty(
        "还没有代表建议",
        "代表在手机上提交之后就排在这里，办公室审核、交办。政府办转来的一次会议的建议，可以整张表导入。",
    ),
    actions=(
        Action("登记建议", "suggestions:enter", "plus", KEEPERS),
        Action("导入", "documents:import_start", "upload", OFFICE, primary=False, args=("suggestions",)),
        Action("专题交办", "suggestions:assign_all", "send", KEEPERS, primary=False),
        Action("办理设置", "suggestions:settings", "settings", OFFICE, primary=False),
    ),
    bulk=_bulk("suggestions"),
)

SENTIMENT = ListPage(
    key="sentiment",
    title="社情民意",
    unit="件",
    rows=_sentiment,
    filterset=SentimentFilter,
    columns=(
        _NUMBER,
        Column("title", "事由", fixed=True, cell_beside=_title, css="", load=load_who),
        _UNITS,
        _STATE,
        _DUE,
        *_MORE,
        *_IN_FILE,
    ),
    order="due_on",
    presets=(
        Preset("本月", "month=this"),
        Preset("上月", "month=last"),
        Preset("待审核", "state=submitted"),
        Preset("待交办", "state=registered"),
        Preset("在办", "state=going"),
        Preset("已逾期", "due=late"),
    ),
    empty=Empty(
        "还没有社情民意",
        "代表每月反映的社情民意按月排在这里，编号单独，不和会议期间、闭会期间的建议混在一起。",
    ),
    actions=(
        Action("登记社情民意", "suggestions:enter", "plus", KEEPERS),
        Action("每月一条", "suggestions:quota", "calendar-check", rules.QUOTA_READERS, primary=False),
    ),
    bulk=_bulk("sentiment"),
)
