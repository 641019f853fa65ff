"""Terms of meetings."""

from django.db import models


class Numbering(models.TextChoices):
    """Within what the numbers of meetings begin anew."""

    YEAR = "year", "每年从第一次起"
    TERM = "term", "每届从第一次起"


class Members(models.TextChoices):
    """Who attends by the post they hold (出席); everybody else is asked to sit in."""

    PARTY_GROUP = "party_group", "党组书记、副书记、成员"
    LEADERS = "leaders", "常委会主任、副主任、秘书长"
    COMMITTEE = "committee", "常委会组成人员"


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    PLANNED = "planned", "筹备中"
    CALLED = "called", "已通知"
    HELD = "held", "已召开"
    CANCELLED = "cancelled", "已取消"


#: Meetings still ahead.
AHEAD = (MeetingState.PLANNED, MeetingState.CALLED)
#: Meetings that whoever was invited may open.
TOLD = (MeetingState.CALLED, MeetingState.HELD)


class Manner(models.TextChoices):
    """As what somebody is at a meeting."""

    ATTEND = "attend", "出席"
    SIT_IN = "sit_in", "列席"


class Presence(models.TextChoices):
    """What is known of somebody's coming."""

    INVITED = "invited", "没有回复"
    SIGNED = "signed", "已报到"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"
