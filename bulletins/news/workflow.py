"""What can happen to an article of the public site. Nobody releases what they sent in themselves."""

from bulletins.news.enums import NewsState
from bulletins.workflow import EDITORS, SIGNERS
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role

_S = NewsState
WRITERS = EDITORS | {Role.DEPUTY_WORK}
REVIEWERS = EDITORS | SIGNERS

NEWS_WORKFLOW = Workflow(
    Transition("submit_article", "送审", frozenset({_S.DRAFT}), _S.REVIEW, WRITERS, primary=True),
    Transition("recall_article", "撤回送审", frozenset({_S.REVIEW}), _S.DRAFT, WRITERS, undo=True),
    Transition(
        "return_article",
        "退回修改",
        frozenset({_S.REVIEW}),
        _S.DRAFT,
        REVIEWERS,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "release_article",
        "发布",
        frozenset({_S.REVIEW}),
        _S.RELEASED,
        REVIEWERS,
        required=("published_on",),
        primary=True,
    ),
    Transition(
        "withdraw_article",
        "撤下",
        frozenset({_S.RELEASED}),
        _S.WITHDRAWN,
        REVIEWERS,
        required=("reason",),
        undo=True,
    ),
    Transition("revise_article", "改后重发", frozenset({_S.WITHDRAWN}), _S.DRAFT, WRITERS),
)
