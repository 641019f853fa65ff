"""What can happen to a message and to a recurring reminder."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from congress.notices.enums import MessageState, ReminderState

#: Who writes messages: for the district, and a town's congress for its own area.
WRITERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.TOWN})

_M, _R = MessageState, ReminderState
MESSAGES = Workflow(
    Transition("send_message", "发出", frozenset({_M.DRAFT}), _M.SENT, WRITERS, primary=True),
    Transition("change_message", "修改", frozenset({_M.DRAFT}), _M.DRAFT, WRITERS),
    Transition("remind_unread", "提醒还没有看的", frozenset({_M.SENT}), _M.SENT, WRITERS),
    Transition("feed_back", "反馈汇总", frozenset({_M.SENT}), _M.SENT, WRITERS, required=("summary",)),
    Transition("discard_message", "作废草稿", frozenset({_M.DRAFT}), _M.WITHDRAWN, WRITERS, undo=True),
    Transition(
        "withdraw_message",
        "撤回",
        frozenset({_M.SENT}),
        _M.WITHDRAWN,
        WRITERS,
        required=("reason",),
        undo=True,
    ),
)
REMINDERS = Workflow(
    Transition("change_reminder", "修改", frozenset({_R.RUNNING}), _R.RUNNING, WRITERS),
    Transition("stop_reminder", "停用", frozenset({_R.RUNNING}), _R.STOPPED, WRITERS, undo=True),
    Transition("resume_reminder", "恢复", frozenset({_R.STOPPED}), _R.RUNNING, WRITERS),
)
