"""Terms of taking part."""

from django.db import models


class SittingState(models.TextChoices):
    """Where the plan of a sitting stands."""

    PLANNED = "planned", "待召集"
    CALLED = "called", "已写召集通知"
    DROPPED = "dropped", "不再安排"


class HearingKind(models.TextChoices):
    """What deputies attend (R107)."""

    TRIAL = "trial", "旁听庭审"
    PROCURATORATE = "procuratorate", "检察听证"
    PUBLIC = "public", "行政、立法听证"


class HearingState(models.TextChoices):
    """What became of a hearing."""

    OPEN = "open", "已发布"
    HELD = "held", "已开展"
    CANCELLED = "cancelled", "已取消"


class SeatState(models.TextChoices):
    """A deputy's place at a hearing; the order of the values is that of the list."""

    SEATED = "a_seated", "有席位"
    WAITING = "b_waiting", "候补"
    LEFT = "c_left", "已退出"


class OfficialState(models.TextChoices):
    """Where a request to meet an official stands (R112)."""

    ASKED = "asked", "待安排"
    ARRANGED = "arranged", "已安排"
    DECLINED = "declined", "不安排"
    MET = "met", "已约见，待答复"
    REPLIED = "replied", "已答复，待评价"
    RATED = "rated", "已评价"


class OfficialRating(models.TextChoices):
    """What the deputy says of the reply."""

    SATISFIED = "satisfied", "满意"
    BASIC = "basic", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class ConsultationState(models.TextChoices):
    """Where a consultation stands."""

    OPEN = "open", "征求中"
    RELEASED = "released", "已反馈"
    CANCELLED = "cancelled", "已撤回"


class TakenUp(models.TextChoices):
    """What became of an opinion (R117)."""

    YES = "yes", "采纳"
    PARTLY = "partly", "部分采纳"
    NO = "no", "未采纳"
