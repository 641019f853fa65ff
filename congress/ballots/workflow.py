"""What can happen to a poll: 准备 → 投票 → 截止 → 计票 → 公布. Nothing about content is readable before 计票."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from congress.ballots.enums import PollState

#: Who keeps polls: the district's offices, a committee in its own field, a town's congress in its own area.
KEEPERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.TOWN})

_S = PollState
_PREPARING, _VOTING, _CLOSED = frozenset({_S.PREPARING}), frozenset({_S.VOTING}), frozenset({_S.CLOSED})
_OPENED, _PUBLISHED = frozenset({_S.OPENED}), frozenset({_S.PUBLISHED})
_RUNNING = frozenset({_S.PREPARING, _S.VOTING, _S.CLOSED, _S.OPENED})

POLLS = Workflow(
    Transition("start_voting", "开始投票", _PREPARING, _S.VOTING, KEEPERS, primary=True),
    Transition("change_poll", "修改", _PREPARING, _S.PREPARING, KEEPERS),
    Transition("set_electors", "投票人", _PREPARING, _S.PREPARING, KEEPERS),
    Transition("close_voting", "截止投票", _VOTING, _S.CLOSED, KEEPERS, primary=True),
    Transition("remind_electors", "提醒还没有投票的", _VOTING, _S.VOTING, KEEPERS),
    Transition("reseal_box", "换一个开箱口令", _VOTING, _S.VOTING, KEEPERS),
    Transition("open_box", "开箱计票", _CLOSED, _S.OPENED, KEEPERS, primary=True),
    Transition("enter_paper", "录入纸质票", _OPENED, _S.OPENED, KEEPERS),
    Transition("draw_lot", "记录抽签", _OPENED, _S.OPENED, KEEPERS, required=("witnesses",)),
    Transition("publish_poll", "公布结果", _OPENED, _S.PUBLISHED, KEEPERS, primary=True),
    Transition("vote_again", "再次投票", _PUBLISHED, _S.PUBLISHED, KEEPERS),
    Transition("void_poll", "宣布作废", _RUNNING, _S.VOIDED, KEEPERS, required=("reason",), undo=True),
)
