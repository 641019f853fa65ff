"""What can happen to an issue and to a contribution, as tables."""

from bulletins.enums import ContributionState, IssueState
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role

EDITORS = frozenset({Role.OFFICE})
SIGNERS = frozenset({Role.LEADER})
CONTRIBUTORS = frozenset({Role.TOWN})

ISSUE_WORKFLOW = Workflow(
    Transition("submit", "送审", frozenset({IssueState.DRAFT}), IssueState.REVIEW, EDITORS, primary=True),
    Transition("approve", "定稿", frozenset({IssueState.REVIEW}), IssueState.FINAL, SIGNERS, primary=True),
    Transition(
        "send_back",
        "退回修改",
        frozenset({IssueState.REVIEW, IssueState.FINAL}),
        IssueState.DRAFT,
        SIGNERS,
        required=("reason",),
        undo=True,
    ),
    Transition("recall", "撤回送审", frozenset({IssueState.REVIEW}), IssueState.DRAFT, EDITORS, undo=True),
    Transition("publish", "印发", frozenset({IssueState.FINAL}), IssueState.ISSUED, EDITORS, primary=True),
)

CONTRIBUTION_WORKFLOW = Workflow(
    Transition(
        "adopt",
        "采用",
        frozenset({ContributionState.SUBMITTED}),
        ContributionState.ADOPTED,
        EDITORS,
        required=("issue",),
        primary=True,
    ),
    Transition(
        "return_contribution",
        "退回",
        frozenset({ContributionState.SUBMITTED}),
        ContributionState.RETURNED,
        EDITORS,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "resubmit",
        "重新报送",
        frozenset({ContributionState.RETURNED, ContributionState.WITHDRAWN}),
        ContributionState.SUBMITTED,
        CONTRIBUTORS,
        primary=True,
    ),
    Transition(
        "withdraw_contribution",
        "撤回",
        frozenset({ContributionState.SUBMITTED}),
        ContributionState.WITHDRAWN,
        CONTRIBUTORS,
        undo=True,
    ),
)
