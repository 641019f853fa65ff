"""The list of backups."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django_filters import ChoiceFilter

from congress.operating.models import Backup, BackupKind, BackupState
from congress.operating.rules import KEEPERS
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter


class BackupFilter(ListFilter):
    """By state, kind and day."""

    q = SearchFilter("name", "made_by", label="搜名称、谁要的")
    state = ChoiceFilter(label="状态", choices=BackupState.choices)
    kind = ChoiceFilter(label="怎样做的", choices=BackupKind.choices)
    since = SinceFilter("made_at", label="不早于", moment=True)
    until = UntilFilter("made_at", label="不晚于", moment=True)

    leading = ("state", "kind")


def megabytes(row: Backup) -> str:
    """1,024.5 MB."""
    return f"{row.size / 1_000_000:,.1f} MB"


def _name(row: Backup) -> SafeString:
    below = f"{row.get_kind_display()}　{row.made_by}"
    return title(record_url("operating:backup", row.pk), dates.moment(row.made_at), below=below)


def _state(row: Backup) -> SafeString:
    return marks.state(row.look, row.get_state_display())


def _checked(row: Backup) -> SafeString | str:
    if row.checked_at is None:
        return marks.dim("没有核对")
    return f"{dates.moment(row.checked_at)}{'　有损坏' if row.check_note else '　无误'}"


def _rehearsed(row: Backup) -> SafeString | str:
    if row.rehearsed_at is None:
        return marks.dim("没有试过")
    return f"{dates.moment(row.rehearsed_at)}{'　能恢复' if row.rehearsed_well else '　没有通过'}"


BACKUPS = ListPage(
    key="backups",
    title="备份",
    subtitle="数据库和全部照片、文件。放在服务器上，请定期下载一份到别处。",
    unit="份",
    rows=Backup.objects.visible_to,
    filterset=BackupFilter,
    columns=(
        Column("made_at", "时间", order="made_at", fixed=True, css="", cell=_name),
        Column("state", "状态", export="get_state_display", cell=_state),
        Column("size", "大小", order="size", css="rd-num", cell=megabytes),
        Column("audit_seq", "操作记录", css="rd-num", cell=lambda row: f"{row.audit_seq:,} 条"),
        Column("checked_at", "核对", css="", cell=_checked),
        Column("rehearsed_at", "试恢复", css="", cell=_rehearsed),
        Column("version", "平台版本", css="rd-num is-inline", shown=False),
        Column("name", "名称", shown=False),
    ),
    order="-made_at",
    name_of=lambda row: row.name,
    empty=Empty("还没有备份", "点“设置”看每晚几点自动备份，或者在“运行情况”里点“现在备份”。"),
    presets=(Preset("还在的", "state=whole"), Preset("手工做的", "kind=manual")),
    actions=(
        Action("设置", "operating:policy", "settings", KEEPERS, primary=False),
        Action("现在备份", "operating:make_backup", "database-export", KEEPERS),
    ),
)
