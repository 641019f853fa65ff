"""Filters of the audit trail."""

from django_filters import ChoiceFilter, ModelChoiceFilter

from congress.accounts.models import User
from congress.audit import queries
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter


class AuditFilter(ListFilter):
    """By person, verb, kind of object and day."""

    q = SearchFilter("object_label", "actor_name", label="搜对象、姓名")
    actor = ModelChoiceFilter(label="操作人", queryset=User.objects.order_by("name"))
    verb = ChoiceFilter(label="动作", choices=queries.verbs)
    object_type = ChoiceFilter(label="对象类别", choices=queries.kinds)
    since = SinceFilter("at", label="不早于", moment=True)
    until = UntilFilter("at", label="不晚于", moment=True)

    leading = ("actor", "verb")
