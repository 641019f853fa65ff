"""Terms of supervision, in the words of the office."""

from django.db import models


class KeyState(models.TextChoices):
    """Where a key supervision stands (R206)."""

    CANDIDATE = "candidate", "候选"
    CHOSEN = "chosen", "待定方案"
    RUNNING = "running", "督办中"
    DONE = "done", "督办完成"
    NOT_CHOSEN = "not_chosen", "未列入"
    DROPPED = "dropped", "已撤下"


#: A suggestion has one of these at a time.
UNDER_WAY = frozenset({KeyState.CANDIDATE, KeyState.CHOSEN, KeyState.RUNNING})
#: Chosen by the 主任会议; counts as 重点督办.
KEY_STATES = frozenset({KeyState.CHOSEN, KeyState.RUNNING, KeyState.DONE})


class StepKind(models.TextChoices):
    """What a step of the plan is (R207)."""

    RESEARCH = "research", "调研"
    SYMPOSIUM = "symposium", "座谈"
    ON_SITE = "on_site", "现场督办"
    REPORT = "report", "听取汇报"
    OTHER = "other", "其他"


class Supervisor(models.TextChoices):
    """Who supervises, three kinds (R203); the unit writes only what it put right."""

    LEADER = "leader", "领导重点督办"
    COMMITTEE = "committee", "专工委归口督办"
    DEPUTY = "deputy", "代表参与督办"
    UNIT = "unit", "承办单位整改"


class LoopStage(models.TextChoices):
    """The loop of an inspection that found a problem (R109), in order."""

    INSPECT = "inspect", "调研视察"
    URGE = "urge", "督促督办"
    RECTIFY = "rectify", "监督整改"
    ACCEPT = "accept", "验收评价"


class ItemKind(models.TextChoices):
    """Which of the district's own lists an item belongs to."""

    CRITERION = "criterion", "重点督办推荐条件"
    PANEL = "panel", "满意度测评推荐条件"
    SUPERVISE = "supervise", "三督办"
    MEET = "meet", "三见面"


#: What a supervisor ticks of one suggestion.
TICKED = frozenset({ItemKind.SUPERVISE, ItemKind.MEET})


class GateKind(models.TextChoices):
    """The four gates (R224)."""

    ENTRY = "entry", "入口关"
    HANDLING = "handling", "实施关"
    RESULT = "result", "落实关"
    LASTING = "lasting", "长效关"


class MeasureKind(models.TextChoices):
    """What makes a result last."""

    RULE = "rule", "制度"
    MEASURE = "measure", "长效措施"


class ClueState(models.TextChoices):
    """Where a suggestion stands that was passed to the procuratorate as a clue (R218)."""

    SENT = "sent", "待受理"
    ACCEPTED = "accepted", "已受理"
    ADVISED = "advised", "已发检察建议"
    CONCLUDED = "concluded", "已办结"
    REFUSED = "refused", "不受理"


#: A suggestion has one of these at a time.
LIVE_CLUES = frozenset({ClueState.SENT, ClueState.ACCEPTED, ClueState.ADVISED})


class AdviceState(models.TextChoices):
    """Where a 检察建议 stands that is offered to become a deputy's suggestion (R218)."""

    OFFERED = "offered", "待转化"
    CONVERTED = "converted", "已转为代表建议"
    DECLINED = "declined", "不转化"


class AmountKind(models.TextChoices):
    """What an amount of a typical case counts (R236–R238)."""

    TIME = "time", "用时"
    MONEY = "money", "投入"
    QUANTITY = "quantity", "数量"
    PROGRESS = "progress", "进展"


class PhotoMoment(models.TextChoices):
    """When a photo of a case was taken."""

    BEFORE = "before", "办理前"
    AFTER = "after", "办理后"
