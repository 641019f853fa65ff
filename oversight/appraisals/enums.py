"""Terms of appraisals of departments."""

from django.db import models


class AppraisalState(models.TextChoices):
    """How far an appraisal is."""

    PLANNED = "planned", "准备"
    ASKING = "asking", "征求意见"
    STUDYING = "studying", "调研"
    VOTING = "voting", "测评"
    PUBLISHED = "published", "已公示"
    WITHDRAWN = "withdrawn", "已撤回"


#: While days on the spot are written down.
ON_THE_SPOT = (AppraisalState.ASKING, AppraisalState.STUDYING)
#: Before the result is public; until then an appraisal can be changed and withdrawn.
UNDER_WAY = (
    AppraisalState.PLANNED,
    AppraisalState.ASKING,
    AppraisalState.STUDYING,
    AppraisalState.VOTING,
)


class Grade(models.TextChoices):
    """What a deputy thinks of a department as a whole, beside the words."""

    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    BAD = "bad", "不满意"
