"""To-dos by how soon they are due."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from congress.web import dates
from congress.web.registry import Todo

#: To-dos of one group that are shown at once; the others open on request.
SHOWN = 10


@dataclass
class TodoGroup:
    """To-dos under one heading."""

    label: str
    late: bool = False
    todos: list[Todo] = field(default_factory=list)

    @property
    def shown(self) -> list[Todo]:
        """The first ones."""
        return self.todos[:SHOWN]

    @property
    def more(self) -> list[Todo]:
        """Those that open on request."""
        return self.todos[SHOWN:]


def group_todos(todos: Iterable[Todo], now: datetime) -> list[TodoGroup]:
    """Groups that are not empty: 已逾期, 今天到期, 本周到期 (up to Sunday), 以后, 没有期限; soonest first."""
    late = TodoGroup("已逾期", late=True)
    today = TodoGroup("今天到期")
    week = TodoGroup("本周到期")
    later = TodoGroup("以后")
    never = TodoGroup("没有期限")
    sunday = now.date() + timedelta(days=6 - now.weekday())
    for todo in sorted(todos, key=_order):
        if todo.due is None:
            never.todos.append(todo)
        elif _is_past(todo.due, now):
            late.todos.append(todo)
        elif dates.as_date(todo.due) == now.date():
            today.todos.append(todo)
        elif dates.as_date(todo.due) <= sunday:
            week.todos.append(todo)
        else:
            later.todos.append(todo)
    return [group for group in (late, today, week, later, never) if group.todos]


def _is_past(due: date | datetime, now: datetime) -> bool:
    if isinstance(due, datetime):
        return dates.local(due) < now
    return due < now.date()


def _order(todo: Todo) -> tuple[date, time]:
    """A day without an hour is due at its end."""
    if todo.due is None:
        return date.max, time.max
    moment = dates.local(todo.due).time() if isinstance(todo.due, datetime) else time.max
    return dates.as_date(todo.due), moment
