"""Terms of rounds in which deputies rate bodies."""

from django.db import models


class RoundState(models.TextChoices):
    """How far a round has come."""

    DRAFT = "draft", "准备中"
    OPEN = "open", "正在评议"
    CLOSED = "closed", "已截止"
    PUBLISHED = "published", "已公布"


class Opinion(models.TextChoices):
    """What a deputy says of a body."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    UNKNOWN = "unknown", "不了解"


#: Results may be read in these states; while deputies still vote, two readings would tell who said what.
COUNTED = frozenset({RoundState.CLOSED, RoundState.PUBLISHED})
#: With fewer deputies, totals would say too much of single ones: the rated see none.
FEWEST_RATERS = 5
