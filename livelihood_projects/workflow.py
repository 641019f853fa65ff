"""What can happen to a round and to a project: 群众提、代表决、政府办、人大评 (R247–R250)."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from livelihood_projects.enums import CommentState, ProjectState, RoundState

#: Who keeps rounds: the district's offices, a town's congress in its own area.
KEEPERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.TOWN})
#: Who writes down progress: the unit that builds, and whoever keeps the round.
REPORTERS = KEEPERS | {Role.UNIT}

_R, _P, _C = RoundState, ProjectState, CommentState


def _one(state: str) -> frozenset[str]:
    return frozenset({state})


ROUNDS = Workflow(
    Transition("end_call", "结束征集", _one(_R.CALLING), _R.SCREENING, KEEPERS, primary=True),
    Transition("end_screening", "结束筛选", _one(_R.SCREENING), _R.GOVERNMENT, KEEPERS, primary=True),
    Transition("end_screening_of_town", "结束筛选", _one(_R.SCREENING), _R.PARTY, KEEPERS, primary=True),
    Transition(
        "pass_government",
        "登记政府会议审议",
        _one(_R.GOVERNMENT),
        _R.PARTY,
        KEEPERS,
        ("on", "document"),
        True,
    ),
    Transition(
        "pass_party", "登记党委会议审议", _one(_R.PARTY), _R.CONGRESS, KEEPERS, ("on", "document"), True
    ),
    Transition(
        "pass_congress",
        "登记人大会议审议",
        _one(_R.CONGRESS),
        _R.DELIBERATION,
        KEEPERS,
        ("on", "document"),
        True,
    ),
    Transition(
        "pass_deliberation", "登记代表团审议", _one(_R.DELIBERATION), _R.BALLOT, KEEPERS, ("on",), True
    ),
    Transition("prepare_ballot", "准备票决", _one(_R.BALLOT), _R.BALLOT, KEEPERS, ("seats",), True),
    Transition(
        "prepare_evaluation",
        "准备年底测评",
        frozenset({_R.UNDERWAY, _R.EVALUATION}),
        _R.EVALUATION,
        KEEPERS,
        ("on",),
        True,
    ),
)
#: The step that takes a round on from each approval.
PASSES = {
    _R.GOVERNMENT: "pass_government",
    _R.PARTY: "pass_party",
    _R.CONGRESS: "pass_congress",
    _R.DELIBERATION: "pass_deliberation",
}

PROJECTS = Workflow(
    Transition("shortlist", "列为候选", _one(_P.IDEA), _P.CANDIDATE, KEEPERS, ("investment",), True),
    Transition("drop", "不列入", frozenset({_P.IDEA, _P.CANDIDATE}), _P.DROPPED, KEEPERS, ("reason",)),
    Transition(
        "arrange", "定单位和监督代表", _one(_P.ELECTED), _P.ELECTED, KEEPERS, ("unit", "supervisors"), True
    ),
    Transition(
        "report_progress", "填报进度", _one(_P.ELECTED), _P.ELECTED, REPORTERS, ("percent", "text"), True
    ),
    Transition("complete", "登记竣工", _one(_P.ELECTED), _P.COMPLETED, REPORTERS, ("on",)),
    Transition("accept", "登记验收", _one(_P.COMPLETED), _P.ACCEPTED, KEEPERS, ("on", "note"), True),
    Transition("close_project", "办结", _one(_P.ACCEPTED), _P.CLOSED, KEEPERS, (), True),
)

COMMENTS = Workflow(
    Transition("release_comment", "公开", _one(_C.WAITING), _C.RELEASED, KEEPERS, (), True),
    Transition(
        "refuse_comment",
        "不公开",
        frozenset({_C.WAITING, _C.RELEASED}),
        _C.REFUSED,
        KEEPERS,
        ("reason",),
        undo=True,
    ),
)
