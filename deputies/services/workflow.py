"""What can happen to a stipend list: 编制 → 审核 → 发放; each deputy then signs for their own line (R033)."""

from congress.access.workflow import Transition, Workflow
from deputies.rules import WRITERS
from deputies.services.enums import StipendState

_S = StipendState
STIPEND_WORKFLOW = Workflow(
    Transition("redraw_list", "重新编制", frozenset({_S.DRAWN}), _S.DRAWN, WRITERS),
    Transition("review_list", "审核通过", frozenset({_S.DRAWN}), _S.REVIEWED, WRITERS, primary=True),
    Transition("send_back_list", "退回编制", frozenset({_S.REVIEWED}), _S.DRAWN, WRITERS, undo=True),
    Transition(
        "pay_list",
        "登记发放",
        frozenset({_S.REVIEWED}),
        _S.PAID,
        WRITERS,
        required=("paid_on",),
        primary=True,
    ),
)
