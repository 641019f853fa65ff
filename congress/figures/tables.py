"""Earlier numbers as a list."""

from __future__ import annotations

from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.figures.filters import HistoryFilter
from congress.figures.models import HistoricFigure, HistoricFigureQuerySet
from congress.figures.rules import KEEPERS
from congress.web import marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage


def _rows(_user: User) -> HistoricFigureQuerySet:
    return HistoricFigure.objects.select_related("entered_by")


def _name(row: HistoricFigure) -> SafeString:
    tags = [marks.tag("已撤回")] if row.reason else []
    return title(record_url("figures:change_history", row.pk), row.name, *tags, below=row.source)


HISTORY = ListPage(
    key="historic_figures",
    title="历史数据",
    unit="条",
    subtitle="平台启用以前的数字，从当年的材料里补录，约数保留“余”“多”",
    rows=_rows,
    filterset=HistoryFilter,
    columns=(
        Column("name", "指标", order="name", then="since", fixed=True, css="", cell=_name),
        Column("since", "期间", order="since", export="since", cell=lambda row: row.period.label),
        Column("until", "到", only_export=True),
        Column(
            "value",
            "数",
            order="value",
            cell=lambda row: str(row.count),
            right=True,
            css="is-inline rd-num",
            labelled=True,
        ),
        Column("about", "约数", only_export=True),
        Column("unit", "单位", only_export=True),
        Column("source", "出处", only_export=True),
        Column("entered_by", "录入人", export="entered_by.name", shown=False),
    ),
    order="name",
    empty=Empty(
        "还没有历史数据", "平台启用以前的数字，可以从当年的总结、报告里补录，统计时和平台的数加在一起。"
    ),
    actions=(
        Action(
            "导入", "documents:import_start", "upload", KEEPERS, primary=False, args=("historic_figures",)
        ),
        Action("录入历史数据", "figures:add_history", "plus", KEEPERS),
    ),
)
