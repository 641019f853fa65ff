"""What can happen to a round: a ballot of the deputies asked (another after one was void), whose result closes it; its
totals published to the rated. Rounds from before ballots are closed by hand.
"""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from deputies.ratings.enums import RoundState

OFFICE = frozenset({Role.OFFICE, Role.DEPUTY_WORK})

ROUND_WORKFLOW = Workflow(
    Transition(
        "open_round",
        "准备投票",
        frozenset({RoundState.DRAFT, RoundState.OPEN}),
        RoundState.OPEN,
        OFFICE,
        primary=True,
    ),
    Transition("close_round", "截止", frozenset({RoundState.OPEN}), RoundState.CLOSED, OFFICE),
    Transition(
        "publish_round",
        "公布结果",
        frozenset({RoundState.CLOSED}),
        RoundState.PUBLISHED,
        OFFICE,
        primary=True,
    ),
)
