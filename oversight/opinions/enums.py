"""Terms of opinions."""

from django.db import models


class SpeakerRole(models.TextChoices):
    """The 1+2+X of a deliberation (R259)."""

    CENTRAL = "central", "中心发言"
    KEY = "key", "重点发言"
    MORE = "more", "补充发言"


#: How many may be fixed for an item; X has no limit.
SEATS = {SpeakerRole.CENTRAL: 1, SpeakerRole.KEY: 2}


class OpinionState(models.TextChoices):
    """How far an opinion is."""

    DRAFT = "draft", "起草中"
    ASSIGNED = "assigned", "办理中"
    REPORTED = "reported", "已报告，待审查"
    ACCEPTED = "accepted", "待测评"
    AGAIN = "again", "再审，再次办理"
    PASSED = "passed", "已通过"


#: With the unit.
WITH_UNIT = (OpinionState.ASSIGNED, OpinionState.AGAIN)


class RatingBasis(models.TextChoices):
    """What “总票数” means in the rule of two thirds."""

    CAST = "cast", "投出的票，弃权也算"
    MEMBERS = "members", "常委会全体组成人员"
