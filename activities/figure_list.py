"""The figures of activities, of deputies taking part in them, and of learning that the portal offers."""

from __future__ import annotations

from django.db.models import Count as Counted
from django.db.models import Q

from activities import rules
from activities.enums import ActivityState, DutyPart
from activities.learning import rules as learning
from activities.learning.queries.classes import HELD, came_to
from activities.learning.queries.coverage import coverage, present_term
from activities.models import Activity, GroupStudy, StudyReport, TrainingClass
from activities.queries import recorded_between
from activities.taking_part import rules as taking_part
from activities.taking_part.queries import counted_activities, took_part, within
from congress.accounts.models import User
from congress.figures.chapters import Address, Chapter, in_list
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.together import Together
from congress.web.addresses import page_url

_LOG, _PEOPLE, _CLASSES = "activities:index", "taking_part:people", "learning:index"


def _log(user: User, period: Period) -> dict[str, Count | Rate]:
    """Everything in the log (1 query); by itself, because the home page shows it."""
    return {"recorded": Count(recorded_between(user, period.start, period.end).count(), "次")}


def _reports(user: User, period: Period) -> dict[str, Count | Rate]:
    """Reports on studies (1 query)."""
    rows = StudyReport.objects.visible_to(user).standing().filter(period.as_q("finished_on"))
    return {"reports": Count(rows.count(), "篇")}


def _parts(user: User, period: Period) -> dict[str, Count | Rate]:
    """Activities in which deputies took part, and how many deputies came, by what they did (2 queries)."""
    events = counted_activities(Activity.objects.visible_to(user)).filter(within(period)).order_by()
    times = took_part(user).filter(within(period, "activity__")).order_by()
    by_event = {row["kind__part"]: row["n"] for row in events.values("kind__part").annotate(n=Counted("pk"))}
    by_time = {
        row["activity__kind__part"]: row["n"]
        for row in times.values("activity__kind__part").annotate(n=Counted("pk"))
    }
    numbers: dict[str, Count | Rate] = {
        "events": Count(sum(by_event.values()), "次"),
        "times": Count(sum(by_time.values()), "人次"),
    }
    for part in DutyPart.values:
        numbers[part] = Count(by_event.get(part, 0), "次")
        numbers[f"{part}_times"] = Count(by_time.get(part, 0), "人次")
    return numbers


def _learning(user: User, period: Period) -> dict[str, Count | Rate]:
    """Classes, sessions of the hall and studies of groups, and who came to the classes (3 queries)."""
    held = TrainingClass.objects.visible_to(user).filter(period.as_q("begins_on"), state__in=HELD).order_by()
    found = held.aggregate(classes=Counted("pk"), halls=Counted("pk", filter=Q(number__isnull=False)))
    studies = GroupStudy.objects.visible_to(user).filter(
        period.as_q("activity__start_on"), activity__state=ActivityState.RECORDED
    )
    return {
        "classes": Count(found["classes"], "个班"),
        "halls": Count(found["halls"], "期"),
        "times": Count(came_to(held), "人次"),
        "studies": Count(studies.count(), "次"),
    }


def _trained(_user: User, period: Period) -> dict[str, Count | Rate]:
    """Of the deputies of the district who serve at the cut-off, those trained in the term (3 queries)."""
    term = present_term()
    return {"coverage": coverage(term, period.end) if term else Rate(0, 0, "人")}


def _learners(more: str = "") -> Address:
    def url(_user: User, period: Period) -> str:
        term = present_term()
        of_term = f"&term={term.pk}" if term else ""
        return f"{page_url('learning:learners')}?on={period.end}{of_term}{more}"

    return url


def register() -> None:
    """Offer them all."""
    log = Chapter("活动", "activities", Together(_log), rules.READERS, order=14)
    log.number(
        "recorded",
        "登记活动",
        "次",
        "活动登记里的，跨进这段时间的也算；不含已撤回的",
        in_list(_LOG, state=ActivityState.RECORDED),
        at_home=True,
    )
    reports = Chapter("活动", "activities", Together(_reports), rules.READERS, order=14)
    reports.number("reports", "调研报告", "篇", "期内完成的代表、小组调研报告", in_list("studies:index"))
    _register_parts(Chapter("活动", "taking_part", Together(_parts), taking_part.READERS, order=14))
    _register_learning()


def _register_parts(chapter: Chapter) -> None:
    chapter.number(
        "events",
        "代表参加的活动",
        "次",
        "活动类别写明代表参与方式的；列席会议须有代表到场",
        in_list(_LOG, part="any"),
    )
    chapter.number("times", "代表参加活动人次", "人次", "点名到场的代表，参加几次算几人次", in_list(_PEOPLE))
    for part in DutyPart:
        chapter.number(
            part.value,
            part.label,
            "次",
            f"代表参与方式是“{part.label}”的活动",
            in_list(_LOG, part=part.value),
        )
        chapter.number(
            f"{part.value}_times",
            f"{part.label}人次",
            "人次",
            f"参加“{part.label}”到场的代表",
            in_list(_PEOPLE, part=part.value),
        )


def _register_learning() -> None:
    study = Chapter("学习培训", "learning", Together(_learning), learning.READERS, order=16)
    classes = in_list(_CLASSES, held="yes")
    study.number("classes", "培训班", "个班", "期内开班的，含代表讲堂", classes)
    study.number("halls", "代表讲堂", "期", "期内开讲的代表讲堂", in_list(_CLASSES, held="yes", hall="yes"))
    study.number(
        "times",
        "参训代表",
        "人次",
        "到课的代表，一个班来几天算一人次；合计写在学习培训列表上方",
        classes,
    )
    study.number(
        "studies",
        "小组学习",
        "次",
        "代表小组领学、研讨，每次一条",
        in_list("learning:studies", withdrawn="no"),
    )
    reached = Chapter("学习培训", "learning", Together(_trained), rules.DISTRICT_READERS, order=16)
    reached.rate(
        "coverage",
        "轮训覆盖率",
        "人",
        "截至期末在任的本届区人大代表，本届以来至少参加过一次培训的",
        _learners("&trained=yes"),
        _learners(),
    )
