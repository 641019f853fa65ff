"""Terms of the activity log."""

from django.db import models


class HalfDay(models.TextChoices):
    """The half of the day; empty means not stated, which is not the same as all day."""

    MORNING = "am", "上午"
    AFTERNOON = "pm", "下午"
    EVENING = "evening", "晚上"


class ActivityState(models.TextChoices):
    """A record is never deleted; it is withdrawn with a reason."""

    RECORDED = "recorded", "已登记"
    WITHDRAWN = "withdrawn", "已撤回"


class LawAsked(models.TextChoices):
    """What a kind of activity asks about a law that is studied; empty for nothing (R097, R098)."""

    BEFORE = "before", "会前学法"
    SUBJECT = "subject", "专门学法"


class PartnerAsked(models.TextChoices):
    """Whose congress a kind of activity is done with; empty for our own alone (R271)."""

    SUPERIOR = "superior", "配合上级人大"
    ELSEWHERE = "elsewhere", "外地人大交流"


class PartnerRole(models.TextChoices):
    """Who travelled (R271)."""

    GUEST = "guest", "对方来访"
    HOST = "host", "我方前往"


class AttendanceAsked(models.TextChoices):
    """Whether a kind of activity counts deputies, once or on every day (R084); empty for not at all."""

    ONCE = "once", "点一次名"
    DAILY = "daily", "按天点名"


class LedgerBook(models.TextChoices):
    """The book of a liaison station's ledgers into which activities of a kind go; empty for none (R076, R156).

    What deputies reported is in the book of duty reports where the station organised it; elsewhere deputies reviewed
    the reports of others, which is a review.
    """

    MEETINGS = "meetings", "会议记录簿"
    STUDY = "study", "学习培训记录簿"
    INSPECTIONS = "inspections", "视察调研登记簿"
    VISITS = "visits", "联系走访登记簿"
    DUTY_REPORTS = "duty_reports", "述职评议登记簿"
    REVIEWS = "reviews", "评议政府和人大工作登记簿"


class DutyPart(models.TextChoices):
    """What deputies do at activities of a kind, as the statistics count it (R103, R104); empty for none."""

    SITTING_IN = "sitting_in", "列席常委会会议"
    INSPECTION = "inspection", "视察调研"
    LAW_CHECK = "law_check", "执法检查"
    SUPERVISION = "supervision", "工作督查"
    DISCUSSION = "discussion", "座谈讨论"
    REVIEW = "review", "工作评议"
    CONSULTATION = "consultation", "征求意见"
    HEARING = "hearing", "旁听庭审、听证"
    OFFICIALS = "officials", "约见国家机关负责人"
    INVITED = "invited", "受邀参加重大活动"


class Side(models.TextChoices):
    """Who organised an activity, as R104 tells them apart."""

    CONGRESS = "congress", "区人大常委会"
    STATE = "state", "一府一委两院"
    OTHER = "other", "其他单位"


class AttendanceState(models.TextChoices):
    """Whether a deputy who is expected came. All rows together are 应到."""

    EXPECTED = "expected", "未点名"
    PRESENT = "present", "实到"
    EXCUSED = "excused", "请假"
    ABSENT = "absent", "缺席"


class AttendanceSource(models.TextChoices):
    """How the attendance of a deputy came to be known."""

    OFFICE = "office", "登记"
    ROLL_CALL = "roll_call", "现场点名"
    CODE = "code", "本人扫码"
    REPLY = "reply", "通知回复"


#: Ways of taking part that the form offers; any other wording can be typed as it was printed.
MANNERS = (
    "主持",
    "率队",
    "带领",
    "出席",
    "出席并讲话",
    "参加",
    "列席",
    "陪同",
    "作报告",
    "会见",
    "走访慰问",
    "调研",
    "以普通党员身份参加",
)

#: The way of taking part that leader statistics can leave out (R279).
ACCOMPANYING = "陪同"
