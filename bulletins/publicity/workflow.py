"""What can happen to a story: draft → review → released → withdrawn (R306)."""

from bulletins.publicity.enums import StoryState
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role

OFFICES = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
TOWNS = frozenset({Role.TOWN})
WRITERS = OFFICES | TOWNS
#: Nobody releases what he submitted himself; the operation sees to it.
REVIEWERS = OFFICES | {Role.LEADER}

_S = StoryState
STORY_WORKFLOW = Workflow(
    Transition("submit_story", "送审", frozenset({_S.DRAFT}), _S.REVIEW, WRITERS, primary=True),
    Transition("release_story", "审核发布", frozenset({_S.REVIEW}), _S.RELEASED, REVIEWERS, primary=True),
    Transition(
        "send_back_story",
        "退回修改",
        frozenset({_S.REVIEW}),
        _S.DRAFT,
        REVIEWERS,
        required=("reason",),
        undo=True,
    ),
    Transition("recall_story", "撤回送审", frozenset({_S.REVIEW}), _S.DRAFT, WRITERS, undo=True),
    Transition(
        "withdraw_story",
        "撤下",
        frozenset({_S.RELEASED}),
        _S.WITHDRAWN,
        REVIEWERS,
        required=("reason",),
        undo=True,
    ),
    Transition("reopen_story", "改为草稿", frozenset({_S.WITHDRAWN}), _S.DRAFT, WRITERS),
)
