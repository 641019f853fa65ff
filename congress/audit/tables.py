"""The audit trail as a list."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from congress.audit.filters import AuditFilter
from congress.audit.models import AuditEvent
from congress.web import dates
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Column, Empty, ListPage, Preset


def _actor(event: AuditEvent) -> SafeString:
    return format_html("{}<p>{}</p>", event.actor_name, event.role_label)


def _object(event: AuditEvent) -> SafeString:
    return title(record_url("audit:detail", event.pk), event.object_label, below=event.kind_label)


EVENTS = ListPage(
    key="audit",
    title="操作记录",
    subtitle="谁在什么时候改了什么。记录只增不改，每条带前一条的校验。",
    unit="条",
    rows=AuditEvent.objects.visible_to,
    filterset=AuditFilter,
    columns=(
        Column("seq", "序号", order="seq", css="rd-num rd-dim"),
        Column("at", "时间", order="at", css="rd-num", cell=lambda event: dates.moment(event.at)),
        Column("actor_name", "操作人", cell=_actor),
        Column("verb", "动作", export="verb_label"),
        Column("object_label", "对象", fixed=True, css="", cell=_object),
        Column("object_type", "对象类别", export="kind_label", only_export=True),
        Column("hash", "校验", shown=False, css="rd-hash", cell=lambda event: f"{event.hash[:12]}…"),
    ),
    presets=(Preset("查看群众姓名电话", "looks=1"),),
    order="-seq",
    name_of=lambda event: event.place,
    empty=Empty("还没有操作记录", "有人登记、修改或办理之后，这里会自动记下。"),
)
