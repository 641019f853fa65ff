"""Terms of learning."""

from django.db import models


class ClassState(models.TextChoices):
    """How far a class is."""

    PLANNED = "planned", "计划"
    ENROLLING = "enrolling", "报名"
    RUNNING = "running", "进行"
    ENDED = "ended", "结束"
    CANCELLED = "cancelled", "取消"


class Reach(models.TextChoices):
    """Whether a class is for everybody or for a subject (R089)."""

    EVERYBODY = "everybody", "全员培训"
    SPECIAL = "special", "专题培训"


class Gathering(models.TextChoices):
    """集中与分散 (R086)."""

    TOGETHER = "together", "集中"
    APART = "apart", "分散"


class Channel(models.TextChoices):
    """线上与线下 (R086)."""

    OFFLINE = "offline", "线下"
    ONLINE = "online", "线上"


class Direction(models.TextChoices):
    """请进来与走出去 (R086)."""

    INVITED = "invited", "请进来"
    OUTSIDE = "outside", "走出去"


class Manner(models.TextChoices):
    """In what manner it is taught (R086)."""

    CLASS = "class", "集中办班"
    LECTURE = "lecture", "专题讲座"
    FIELD = "field", "调研考察"
    NETWORK = "network", "网络培训"


class HallForm(models.TextChoices):
    """The form of a session of the lecture hall (R091)."""

    DEPUTY = "deputy", "代表授课"
    EXPERT = "expert", "专家名师讲座"
    DISCUSSION = "discussion", "集中座谈研讨"


class TraineeState(models.TextChoices):
    """Whether somebody has a place in a class."""

    ENROLLED = "enrolled", "已报名"
    WAITING = "waiting", "候补"
    LEFT = "left", "已退出"


class StudyKind(models.TextChoices):
    """A group studies together (R101), or deputies exchange views (R087)."""

    GROUP = "group", "小组学习"
    SEMINAR = "seminar", "研讨交流"
