"""The audit trail as a list."""

from congress.audit.filters import AuditFilter
from congress.audit.models import AuditEvent
from congress.web.lists.declare import Column, Empty, ListPage

EVENTS = ListPage(
    key="audit",
    title="操作记录",
    subtitle="谁在什么时候改了什么。记录只增不改，每条带前一条的校验。",
    unit="条",
    rows=AuditEvent.objects.visible_to,
    filterset=AuditFilter,
    columns=(
        Column("seq", "序号", order="seq"),
        Column("at", "时间", order="at"),
        Column("actor_name", "操作人"),
        Column("verb", "动作", export="verb_label"),
        Column("object_label", "对象", fixed=True),
        Column("object_type", "对象类别", export="kind_label", only_export=True),
        Column("hash", "校验", shown=False),
    ),
    order="-seq",
    row="audit/_row.html",
    name_of=lambda event: event.place,
    empty=Empty("还没有操作记录", "有人登记、修改或办理之后，这里会自动记下。"),
)
