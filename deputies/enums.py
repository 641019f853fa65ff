"""Terms of the roster."""

from django.db import models


class Sex(models.TextChoices):
    """As the roster writes it."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class PostContext(models.TextChoices):
    """In which body a post is held; a person bears different titles by occasion."""

    CONGRESS = "congress", "人大"
    PARTY_GROUP = "party_group", "党组"
    PARTY = "party", "党委"
    GOVERNMENT = "government", "政府"
    SUPERVISORY = "supervisory", "监察、司法"
    TASK_FORCE = "task_force", "专班"
    OTHER = "other", "其他"


class Standing(models.TextChoices):
    """Whether a person belongs to the district or came from outside."""

    LOCAL = "local", "本区"
    HIGHER = "higher", "上级"
    OUTSIDE = "outside", "区外"


class Party(models.TextChoices):
    """Party or affiliation, as rosters write it."""

    CPC = "cpc", "中共党员"
    RCCK = "rcck", "民革"
    CDL = "cdl", "民盟"
    CNDCA = "cndca", "民建"
    CAPD = "capd", "民进"
    CPWDP = "cpwdp", "农工党"
    ZHI_GONG = "zhi_gong", "致公党"
    JIU_SAN = "jiu_san", "九三学社"
    TDSL = "tdsl", "台盟"
    YOUTH = "youth", "共青团员"
    INDEPENDENT = "independent", "无党派人士"
    NONE = "none", "群众"


class Identity(models.TextChoices):
    """What a deputy is by the kinds of the statistics of deputies; groups are made by it (R004)."""

    WORKER = "worker", "工人"
    FARMER = "farmer", "农民"
    PROFESSIONAL = "professional", "专业技术人员"
    OFFICIAL = "official", "党政干部"
    GRASSROOTS = "grassroots", "村（社区）干部"
    MANAGER = "manager", "企业负责人"
    SOLDIER = "soldier", "解放军、武警"
    OTHER = "other", "其他"


class Beginning(models.TextChoices):
    """How somebody became a deputy."""

    ELECTION = "election", "换届选举"
    BY_ELECTION = "by_election", "补选"
    OTHER = "other", "其他"


class Ending(models.TextChoices):
    """How a deputyship ends (R029)."""

    RESIGNED = "resigned", "辞职"
    RECALLED = "recalled", "罢免"
    TRANSFERRED = "transferred", "调离"
    DIED = "died", "去世"
    DISQUALIFIED = "disqualified", "资格终止"
    EXPIRED = "expired", "届满"


class GroupKind(models.TextChoices):
    """A deputy sits in one territorial group and in any number of professional ones (R010)."""

    TERRITORIAL = "territorial", "地域小组"
    PROFESSIONAL = "professional", "专业小组"


class NumberStyle(models.TextChoices):
    """第十三小组 or 第13小组 (R009)."""

    CHINESE = "chinese", "汉字（第十三小组）"
    ARABIC = "arabic", "阿拉伯数字（第13小组）"


class Principle(models.TextChoices):
    """By what a group was put together (R003)."""

    TERRITORY = "territory", "属地原则"
    TRADE = "trade", "行业原则"
    BALANCE = "balance", "兼顾原则"
    WISH = "wish", "自愿原则"


class GroupPostKind(models.TextChoices):
    """The posts of a group, in their order (R005)."""

    LEADER = "leader", "组长"
    DEPUTY_LEADER = "deputy_leader", "副组长"
    LIAISON = "liaison", "联络员"


#: How the rules begin that were made for rating people and bodies by grades of their own (migration 0004).
RATING_RULES = "述职评议"
