"""Terms of a year's test of satisfaction, in the words of the office."""

from django.db import models


class RoundState(models.TextChoices):
    """How far a year's test has come (R229)."""

    RECOMMENDING = "recommending", "推荐中"
    FIXED = "fixed", "对象已确定"
    RUNNING = "running", "测评中"
    FED_BACK = "fed_back", "已反馈"
    CLOSED = "closed", "已结束"


#: Units and deputies read results in these states, not before.
TOLD = frozenset({RoundState.FED_BACK, RoundState.CLOSED})


class CandidateState(models.TextChoices):
    """Whether the 主任会议 took a recommended suggestion (R227)."""

    RECOMMENDED = "recommended", "待确定"
    CHOSEN = "chosen", "列入测评"
    LEFT_OUT = "left_out", "未列入"


class EventKind(models.TextChoices):
    """What comes before the ballot, in order (R229)."""

    TRAINING = "training", "动员培训"
    REPORT = "report", "听取报告"
    RESEARCH = "research", "实地调研"


class MendState(models.TextChoices):
    """Where the rectification of a suggestion below the mark stands (R231)."""

    TALK = "talk", "待约谈"
    MENDING = "mending", "整改中"
    REPORTED = "reported", "待复测"
    MET = "met", "复测达标"
    FAILED = "failed", "复测未达标"


#: A round is not closed while one of these is left.
UNSETTLED = frozenset({MendState.TALK, MendState.MENDING, MendState.REPORTED})
