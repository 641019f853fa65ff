"""What a poll can be, in the office's words."""

from django.db import models


class BallotForm(models.TextChoices):
    """What a voter marks on the ballot."""

    GRADES = "grades", "分档测评（满意／基本满意／不满意／弃权）"
    APPROVAL = "approval", "逐项表决（赞成／反对／弃权）"
    TICKS = "ticks", "打勾选取（最多选几项）"
    SCORES = "scores", "分项打分"


class Mode(models.TextChoices):
    """How ballots are cast."""

    PHONE = "phone", "手机投票"
    PAPER = "paper", "纸质票"
    MIXED = "mixed", "手机和纸质票"


class Basis(models.TextChoices):
    """Of what a threshold is a share."""

    CAST = "cast", "收回的票"
    VALID = "valid", "有效票"
    MEMBERS = "members", "全体组成人员"


class TieRule(models.TextChoices):
    """What becomes of equal votes for the last seat."""

    REVOTE = "revote", "对得票相同的再次投票"
    LOT = "lot", "当场抽签决定"
    NONE = "none", "得票相同的都不入选"
    ALL = "all", "得票相同的都入选"


class Custody(models.TextChoices):
    """Who keeps what opens the ballot box."""

    PHRASE = "phrase", "总监票人保管开箱口令"
    SYSTEM = "system", "由系统保管"


class PollState(models.TextChoices):
    """Where a poll stands."""

    PREPARING = "preparing", "准备"
    VOTING = "voting", "投票"
    CLOSED = "closed", "截止"
    OPENED = "opened", "计票"
    PUBLISHED = "published", "公布"
    VOIDED = "voided", "作废"


#: Thresholds and quorums a page offers, by their code: a share, and whether exactly that much is enough.
BARS = [
    ("", "不设"),
    ("1/2>", "过半数"),
    ("1/2>=", "半数以上（含半数）"),
    ("3/5>=", "五分之三以上（含）"),
    ("2/3>=", "三分之二以上（含）"),
    ("3/4>=", "四分之三以上（含）"),
    ("4/5>=", "五分之四以上（含）"),
]
