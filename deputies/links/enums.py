"""Terms of links, contacts and what groups are linked with."""

from django.db import models


class Upper(models.TextChoices):
    """Who keeps the links of a tier."""

    LEADERS = "leaders", "主任会议成员"
    MEMBERS = "members", "常委会组成人员"
    DEPUTIES = "deputies", "人大代表"


class Lower(models.TextChoices):
    """With whom: somebody of the register, or somebody who is not in it."""

    ORDINARY = "ordinary", "常委会委员"
    DEPUTIES = "deputies", "人大代表"
    MASSES = "masses", "群众"
    ENTERPRISES = "enterprises", "企业"
    HOUSEHOLDS = "households", "家庭"


#: Linked with people of the register; the others are written down with the link.
OF_REGISTER = frozenset({Lower.ORDINARY, Lower.DEPUTIES})
#: Citizens, whose names and phones are not shown (R316).
PRIVATE = frozenset({Lower.MASSES, Lower.HOUSEHOLDS})


class MassesKind(models.TextChoices):
    """What somebody of the masses is to the deputy (R130)."""

    VOTER = "voter", "原选区选民"
    GRID_WORKER = "grid_worker", "社区网格员"
    SPOKESPERSON = "spokesperson", "群众代表"


class VisitAspect(models.TextChoices):
    """The two halves of 三进三访 (R134)."""

    WHERE = "where", "进"
    WHOM = "whom", "访"


class Platform(models.TextChoices):
    """On what a chat group runs (R039)."""

    WECHAT = "wechat", "微信群"
    QQ = "qq", "QQ群"
    OTHER = "other", "其他"
