"""Kinds and states of stations, reception days and matters, in the words of the office."""

from django.db import models


class PlaceKind(models.TextChoices):
    """Where a station was set up beyond town and village (R179)."""

    FARM_BASE = "farm_base", "农业坝区"
    SCENIC = "scenic", "旅游景区"
    REVIVAL = "revival", "乡村振兴示范点"
    SETTLEMENT = "settlement", "集中居住区"
    PARK = "park", "产业园区"
    MARKET = "market", "集市、商圈"


class StaffRole(models.TextChoices):
    """Who runs a station (R154): one head, one or two deputy heads, at least one liaison officer."""

    HEAD = "head", "站长"
    DEPUTY_HEAD = "deputy_head", "副站长"
    LIAISON = "liaison", "联络员"


class RuleKind(models.TextChoices):
    """How the reception days of a station come round (R159–R161)."""

    DAY_OF_MONTH = "day_of_month", "每月固定日期"
    WEEKDAY = "weekday", "每月第几个星期几"
    MARKET = "market", "逢集日"
    DATES = "dates", "逐个列出日期"


class WeekReading(models.TextChoices):
    """Two readings of 每月第一周的星期一 (R160)."""

    NTH_WEEKDAY = "nth_weekday", "当月第几个星期几"
    NTH_WEEK = "nth_week", "当月第几周的星期几（含1日的一周为第一周）"


class OnHoliday(models.TextChoices):
    """What becomes of a reception day that falls on a public holiday; weekends count only where they are named."""

    STAY = "stay", "照常接待"
    NEXT_WORKING_DAY = "next_working_day", "遇放假顺延到下一个工作日"
    NEXT_IF_FREE = "next_if_free", "遇放假、周末都顺延到下一个工作日"
    DROP = "drop", "遇放假当次取消"


class PlaceMode(models.TextChoices):
    """Where citizens are received (R172, R174)."""

    FIXED = "fixed", "在站接待"
    MOBILE = "mobile", "流动接待"
    ONLINE = "online", "线上视频"


class DayState(models.TextChoices):
    """A reception day from plan to record."""

    PLANNED = "planned", "待接待"
    OPEN = "open", "接待中"
    HELD = "held", "已接待"
    CANCELLED = "cancelled", "已取消"


class DutyState(models.TextChoices):
    """A deputy's turn at a reception day."""

    PLANNED = "planned", "待接待"
    PRESENT = "present", "已到"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "未到"


class Origin(models.TextChoices):
    """How a matter reached the station."""

    TABLE = "table", "接待"
    ONLINE = "online", "网上联络站"
    STATION_QR = "station_qr", "站点二维码"
    DEPUTY_QR = "deputy_qr", "代表二维码"
    VISIT = "visit", "走访"
    SERVICE = "service", "站里的服务"


#: What came in without a member of staff at the table, and is looked through before anything else (R176).
FROM_THE_PUBLIC = frozenset({Origin.ONLINE, Origin.STATION_QR, Origin.DEPUTY_QR})


class MatterState(models.TextChoices):
    """A matter from the table to the citizen's own rating."""

    RECEIVED = "received", "待分办"
    REPORTED = "reported", "已上报区里"
    HANDLING = "handling", "办理中"
    SUGGESTED = "suggested", "已转为代表建议"
    ANSWERED = "answered", "待告知群众"
    TOLD = "told", "已告知群众"
    CLOSED = "closed", "已办结"
    REFUSED = "refused", "不予受理"


#: Those in which somebody has something to do.
OPEN_MATTERS = frozenset(
    {
        MatterState.RECEIVED,
        MatterState.REPORTED,
        MatterState.HANDLING,
        MatterState.SUGGESTED,
        MatterState.ANSWERED,
        MatterState.TOLD,
    }
)


class Destination(models.TextChoices):
    """Where a matter goes (分类处理, R219): the answer to “who settles this”."""

    SPOT = "spot", "当场答复"
    VILLAGE = "village", "村（社区）办理"
    TOWN = "town", "乡镇（街道）办理"
    DISTRICT = "district", "上报区里"
    SUGGESTION = "suggestion", "转为代表建议"
    REFUSED = "refused", "不予受理"


class Refusal(models.TextChoices):
    """Why a matter is not accepted; the citizen is told."""

    LITIGATION = "litigation", "已进入诉讼、仲裁、行政复议"
    PETITION = "petition", "已由信访部门受理"
    NOT_OURS = "not_ours", "不属于受理范围"
    UNCLEAR = "unclear", "内容不清，联系不上本人"
    OTHER = "other", "其他"


class Outcome(models.TextChoices):
    """What became of the matter, in the answer."""

    SOLVED = "solved", "已解决"
    PLANNED = "planned", "列入计划"
    EXPLAINED = "explained", "已解释说明"


class TellingWay(models.TextChoices):
    """How the citizen was told (R220)."""

    PHONE = "phone", "电话"
    VISIT = "visit", "上门"
    MESSAGE = "message", "短信"
    TABLE = "table", "当面"
    CODE = "code", "本人凭查询码查看"


class CitizenRating(models.TextChoices):
    """The citizen's own rating, apart from the deputy's."""

    SATISFIED = "satisfied", "满意"
    BASIC = "basic", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class PaperKind(models.TextChoices):
    """What a station writes itself, once a year (R156)."""

    PLAN = "plan", "年度工作计划"
    SUMMARY = "summary", "年度工作总结"


class InspectionKind(models.TextChoices):
    """How a station is inspected (明察暗访, R075): announced, or hidden from it until the result is released."""

    OPEN = "open", "明察"
    UNANNOUNCED = "unannounced", "暗访"


class InspectionState(models.TextChoices):
    """An inspection from plan to release."""

    PLANNED = "planned", "待检查"
    DONE = "done", "已检查，待发布"
    RELEASED = "released", "已发布"
    CANCELLED = "cancelled", "已取消"


class ProblemState(models.TextChoices):
    """A problem from the day it was found to the day it is struck off."""

    OPEN = "open", "整改中"
    MENDED = "mended", "待核实"
    CLOSED = "closed", "已销号"


class WallKind(models.TextChoices):
    """What hangs on the wall of a station and is kept up to date (上墙公示, R175)."""

    GROUPS = "groups", "分组情况"
    PLAN = "plan", "活动计划"
    REGULATIONS = "regulations", "工作制度"
    BOARD = "board", "代表公示栏"
    PHOTOS = "photos", "活动剪影"


class StandardKind(models.TextChoices):
    """How a standard is met: all its items (R145–R148), or stars given by the district (R149)."""

    CHECKLIST = "checklist", "逐项达标"
    STARS = "stars", "评定星级"


class CheckSide(models.TextChoices):
    """Who checked: the station itself, or the district after it (R148)."""

    OWN = "own", "自查"
    DISTRICT = "district", "区检查"


class CheckState(models.TextChoices):
    """A check is kept as a draft until every item is answered and it is handed in."""

    DRAFT = "draft", "正在填"
    SENT = "sent", "已提交"


class WorkKind(models.TextChoices):
    """What was done to a site (R144)."""

    NEW = "new", "新建"
    UPGRADE = "upgrade", "提档升级"


class ServiceResult(models.TextChoices):
    """What came of a service; the first two of a mediation (R169, R170)."""

    SETTLED = "settled", "化解"
    UNSETTLED = "unsettled", "未化解"
    ANSWERED = "answered", "已解答"
    DONE = "done", "已办"
    PASSED_ON = "passed_on", "转办"


class BookingState(models.TextChoices):
    """A booking from the click to whether somebody came (R172)."""

    BOOKED = "booked", "已预约"
    CAME = "came", "已到"
    MISSED = "missed", "未到"
    CANCELLED = "cancelled", "已取消"
