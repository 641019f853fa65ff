"""The figures of the bulletin and of the pieces towns send in that the portal offers."""

from __future__ import annotations

from django.db.models import Count as Counted
from django.db.models import Q

from bulletins.enums import ContributionState, IssueState
from bulletins.models import Contribution, Issue
from bulletins.queries import printed_in
from bulletins.workflow import CONTRIBUTORS, EDITORS, SIGNERS
from congress.accounts.models import User
from congress.figures.chapters import Chapter, in_list
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.rules import READERS
from congress.figures.together import Together

_PIECES = "bulletins:contributions"


def _issues(user: User, period: Period) -> dict[str, Count | Rate]:
    """Issues of the period, and what is printed in them (3 queries)."""
    issued = Issue.objects.visible_to(user).issued().filter(period.as_q("issued_on"))
    printed = printed_in(issued)
    return {
        "issues": Count(issued.order_by().count(), "期"),
        "entries": Count(printed.entries, "条"),
        "articles": Count(printed.articles, "篇"),
    }


def _pieces(user: User, period: Period) -> dict[str, Count | Rate]:
    """Pieces sent in during the period, and those adopted (1 query)."""
    sent = Contribution.objects.visible_to(user).filter(period.as_q_of_moments("submitted_at")).order_by()
    found = sent.aggregate(
        pieces=Counted("pk"), adopted=Counted("pk", filter=Q(state=ContributionState.ADOPTED))
    )
    return {
        "pieces": Count(found["pieces"], "篇"),
        "adopted": Count(found["adopted"], "篇"),
        "adopted_rate": Rate(found["adopted"], found["pieces"], "篇"),
    }


def register() -> None:
    """Offer them all."""
    issues = Chapter("人大信息", "bulletins", Together(_issues), READERS, order=60)
    issued = in_list("bulletins:index", state=IssueState.ISSUED)
    issues.number("issues", "印发", "期", "期内印发的各种刊物", issued)
    issues.number("entries", "刊登动态", "条", "期内印发的各期收录的工作动态；合计写在刊物列表上方", issued)
    issues.number("articles", "刊登文章", "篇", "期内印发的各期刊登的文章；合计写在刊物列表上方", issued)

    pieces = Chapter("人大信息", "bulletins", Together(_pieces), EDITORS | SIGNERS | CONTRIBUTORS, order=60)
    sent, adopted = in_list(_PIECES), in_list(_PIECES, state=ContributionState.ADOPTED)
    pieces.number("pieces", "来稿", "篇", "期内乡镇街道报送的稿件", sent)
    pieces.number("adopted", "采用来稿", "篇", "期内报送的稿件当中已采用的", adopted)
    pieces.rate("adopted_rate", "来稿采用率", "篇", "采用来稿占来稿", adopted, sent)
