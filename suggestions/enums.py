"""Kinds, states and parts of suggestions, in the words of the office."""

from django.db import models


class Kind(models.TextChoices):
    """What a deputy puts (R233); each kind has its own numbers."""

    MOTION = "motion", "议案"
    SUGGESTION = "suggestion", "建议"
    CRITICISM = "criticism", "批评"
    OPINION = "opinion", "意见"


class Occasion(models.TextChoices):
    """When it is put (R245); numbers and rates of the three never mix."""

    SESSION = "session", "大会期间"
    BETWEEN = "between", "闭会期间"
    SENTIMENT = "sentiment", "社情民意"


class Signing(models.TextChoices):
    """Who puts it (R208)."""

    INDIVIDUAL = "individual", "个人"
    JOINT = "joint", "联名"
    DELEGATION = "delegation", "代表团"


class Source(models.TextChoices):
    """Where the matter comes from (R240)."""

    DEPUTY = "deputy", "代表"
    STATION = "station", "联络站"
    ONLINE = "online", "网上联络站"
    QR = "qr", "二维码"
    RECEPTION = "reception", "接待日"
    VISIT = "visit", "走访"
    PROCURATORATE = "procuratorate", "检察院"
    MEETING = "meeting", "会议"


class Weight(models.TextChoices):
    """民生大事 and 关键小事 (R244)."""

    BIG = "big", "民生大事"
    SMALL = "small", "关键小事"


class State(models.TextChoices):
    """Where a suggestion stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "退回修改"
    REGISTERED = "registered", "待交办"
    HANDLING = "handling", "办理中"
    REPLIED = "replied", "待代表评价"
    STUDY = "study", "联合研究"
    EVALUATED = "evaluated", "待销号"
    CLOSED = "closed", "已销号"
    MERGED = "merged", "已并案"
    DIVERTED = "diverted", "已转其他渠道"
    WITHDRAWN = "withdrawn", "已撤回"


#: States in which somebody still has something to do.
OPEN_STATES = frozenset(
    {
        State.SUBMITTED,
        State.RETURNED,
        State.REGISTERED,
        State.HANDLING,
        State.REPLIED,
        State.STUDY,
        State.EVALUATED,
    }
)
#: States of what was accepted as a suggestion; rates are counted from these.
ACCEPTED_STATES = frozenset(
    {State.REGISTERED, State.HANDLING, State.REPLIED, State.STUDY, State.EVALUATED, State.CLOSED}
)
#: 办结: answered and rated, or gone on without a verdict or after a joint study, and not sent back since (R196).
FINISHED_STATES = frozenset({State.EVALUATED, State.CLOSED})


class Part(models.TextChoices):
    """A unit's part in handling a suggestion."""

    LEAD = "lead", "主办"
    CO = "co", "协办"
    SPLIT = "split", "分办"


#: Parts whose units reply to the deputy; a co-handler gives its opinion to the lead unit.
REPLYING_PARTS = frozenset({Part.LEAD, Part.SPLIT})


class HandlingState(models.TextChoices):
    """Where one unit stands with its part."""

    ASSIGNED = "assigned", "待签收"
    ACCEPTED = "accepted", "办理中"
    RETURN_ASKED = "return_asked", "申请退办"
    ANSWERED = "answered", "已答复"
    REASSIGNED = "reassigned", "已改办"
    ENDED = "ended", "已终止"


#: A unit that has, or had to the end, its part in a suggestion.
LIVE_STATES = frozenset(
    {HandlingState.ASSIGNED, HandlingState.ACCEPTED, HandlingState.RETURN_ASKED, HandlingState.ANSWERED}
)
#: A unit that still owes something.
BUSY_STATES = LIVE_STATES - {HandlingState.ANSWERED}


class ClockKind(models.TextChoices):
    """What a time limit is for; its length is data (:class:`suggestions.models.TimeLimit`)."""

    HAND_OVER = "hand_over", "交办"
    AMEND = "amend", "补充修改"
    ACCEPT = "accept", "签收或申请退办"
    DECIDE_RETURN = "decide_return", "决定退办申请"
    OPINION = "opinion", "协办意见"
    REPLY = "reply", "答复"
    REPLY_HARD = "reply_hard", "答复（涉及面广、难度大）"
    REDO = "redo", "重新办理"
    EVALUATE = "evaluate", "代表评价"
    STUDY = "study", "联合研究"
    STRIKE_OFF = "strike_off", "核查销号"
    FOLLOW_UP = "follow_up", "办后回访"


#: Time limits of a reply to the deputy; of that or a co-handler's opinion.
REPLY_CLOCKS = (ClockKind.REPLY, ClockKind.REPLY_HARD, ClockKind.REDO)
ANSWER_CLOCKS = (*REPLY_CLOCKS, ClockKind.OPINION)


class ContactStage(models.TextChoices):
    """The unit's contacts with the deputy (R214, R215)."""

    BEFORE = "before", "办前联系"
    DURING = "during", "办中沟通"
    AFTER = "after", "办后回访"


class ContactWay(models.TextChoices):
    """How a contact was made."""

    CALL = "call", "电话"
    VISIT = "visit", "上门走访"
    ON_SITE = "on_site", "现场察看"
    MEETING = "meeting", "座谈"
    MESSAGE = "message", "微信、短信"
    LETTER = "letter", "书面"


class Outcome(models.TextChoices):
    """What a category of replies means for the figures (R200); the letters themselves are data."""

    SOLVED = "solved", "已解决或采纳"
    PROMISED = "promised", "正在解决或列入计划"
    UNSOLVED = "unsolved", "暂时不能解决"
    REFERENCE = "reference", "留作参考"


class Rating(models.TextChoices):
    """A deputy's or a citizen's verdict."""

    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"


class Confirmation(models.TextChoices):
    """What the deputy says to a contact the unit recorded."""

    CONFIRMED = "confirmed", "属实"
    DENIED = "denied", "不属实"


class CosignState(models.TextChoices):
    """An invitation to sign together."""

    INVITED = "invited", "待确认"
    CONFIRMED = "confirmed", "已附议"
    DECLINED = "declined", "不附议"


class ExtensionState(models.TextChoices):
    """A unit's request for more time."""

    ASKED = "asked", "待决定"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "未同意"


class CommitmentState(models.TextChoices):
    """A promise made in a reply."""

    OPEN = "open", "待兑现"
    REPORTED = "reported", "待核实"
    KEPT = "kept", "已兑现"
    BROKEN = "broken", "未兑现"


class Channel(models.TextChoices):
    """Where a matter goes that is no suggestion (代表法 and local rules: never lost)."""

    PETITION = "petition", "转信访"
    REFERENCE = "reference", "转参阅"
    COURT = "court", "告知由司法途径解决"
    DISCIPLINE = "discipline", "转纪检监察"
    HIGHER = "higher", "转上级人大"
    OTHER = "other", "转其他渠道"


class ScorePartKind(models.TextChoices):
    """What a unit's performance score is made of (R226)."""

    TIMELINESS = "timeliness", "按期答复"
    CONTACT = "contact", "联系代表"
    COMPLETION = "completion", "办结"
    SATISFACTION = "satisfaction", "代表满意"


class Audience(models.TextChoices):
    """Whom a reminder reaches, one after the other."""

    RESPONSIBLE = "responsible", "经办人"
    HEAD = "head", "单位负责人"
    GOVERNMENT = "government", "政府办公室"
    LEADER = "leader", "督办领导"
