"""The library as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.library.filters import LibraryFilter
from deputies.library.queries import shown_edition
from deputies.models import LibraryEdition, LibraryText
from deputies.rules import WRITERS


def _texts(_user: User) -> QuerySet[Any]:
    editions = LibraryEdition.objects.defer("body").order_by("-number")
    return LibraryText.objects.prefetch_related(Prefetch("editions", editions, to_attr="known"))


def _text(row: LibraryText) -> SafeString:
    tags = [marks.tag("已公开")] if row.is_public else []
    return title(record_url("library:text", row.pk), row.title, *tags, below=row.topic)


def _edition(row: Any) -> LibraryEdition:
    return shown_edition(row.known)


LIBRARY = ListPage(
    key="library",
    title="制度法规库",
    unit="件",
    subtitle="法律、法规和本区的制度；每一版都留着",
    rows=_texts,
    filterset=LibraryFilter,
    columns=(
        Column("title", "名称", order="title", fixed=True, css="", cell=_text),
        Column("kind", "类别", order="kind", export="get_kind_display"),
        Column(
            "state",
            "状态",
            export=lambda row: _edition(row).standing[1],
            cell=lambda row: marks.state(*_edition(row).standing),
        ),
        Column(
            "effective_on",
            "施行",
            css="rd-num is-inline",
            export=lambda row: _edition(row).effective_on,
            cell=lambda row: dates.full_day(_edition(row).effective_on),
        ),
        Column("issuer", "制定机关", export=lambda row: _edition(row).issuer),
        Column("reach", "适用", order="reach", export="get_reach_display", shown=False),
        Column("document", "文号", export=lambda row: _edition(row).document, only_export=True),
        Column("code", "代号", order="code", shown=False),
    ),
    order="title",
    presets=(
        Preset("法律", "kind=law"),
        Preset("本区制度", "kind=rule"),
        Preset("试行", "state=trial"),
        Preset("小组制度", "reach=groups"),
    ),
    empty=Empty("库里还没有制度法规", "收入法律、法规和本区印发的办法，别的页面可以引用到条。"),
    actions=(Action("收入制度法规", "library:add_text", "plus", WRITERS),),
)
