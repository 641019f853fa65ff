"""What the standards plug into the portal."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.figures.numbers import Rate
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu, register_todos
from congress.web.sections import Action, Line, Plugged, Section
from liaison_stations import rules
from liaison_stations.models import Standard, Station
from liaison_stations.operations.stars import star_words
from liaison_stations.sites.sections import register_section
from liaison_stations.standards import demo
from liaison_stations.standards.addresses import address
from liaison_stations.standards.overview import results
from liaison_stations.standards.queries import board, stars_of
from liaison_stations.standards.todos import INDEX, todos


def of_station(station: Station, user: User) -> Plugged | None:
    """How the station stands this year, for its page (7 queries)."""
    year = timezone.localdate().year
    page = reverse("station_standards:station", args=[station.pk])
    found = board(year, [station.pk])
    lines = [
        Line(
            title=f"{standard}（{year}年）",
            note=found.of(standard, station.pk).detail,
            url=address("check", year, station.pk, standard.pk),
            state=found.of(standard, station.pk).state,
        )
        for standard in Standard.objects.filter(in_use=True)
        if standard.applies_to(station) and not standard.gives_stars
    ]
    section = Section("规范化建设", lines, more_label="检查、星级、建设记录", more_url=page)
    stars = stars_of([station.pk], year).get(station.pk)
    facts = [("星级", f"{stars.year}年度{star_words(stars.stars)}")] if stars else []
    if stars and stars.lost:
        facts = [("星级", f"{facts[0][1]}，上年{star_words(stars.before)}")]
    return Plugged(sections=[section] if lines else [], actions=[Action("规范化建设", page)], facts=facts)


def _standardised(user: User, period: Period) -> Rate:
    measure = Standard.objects.filter(is_measure=True).first()
    return results(user, measure, period.end.year).rate if measure else Rate(0, 0, "个")


def _page(_user: User, period: Period) -> str:
    measure = Standard.objects.filter(is_measure=True).first()
    return address("standard", period.end.year, measure.pk) if measure else reverse(INDEX)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            "规范化建设",
            INDEX,
            "checklist",
            rules.READERS,
            order=46,
            under="liaison_stations:index",
        )
    )
    register_section(of_station)
    register_todos(todos)
    register_figure(
        Figure(
            key="stations.standardised",
            chapter="联络站",
            label="规范化站",
            unit="个",
            definition="当年区里检查，建设标准各项全部做到的联络站；分母是在用的联络站",
            compute=_standardised,
            url=_page,
            whole_url=_page,
            roles=rules.COVERAGE_READERS,
            order=46,
        )
    )
    register_demo(68, "规范化建设", demo.load)
    register_verbs(
        {
            "liaison_stations:add_standard": "增加建设标准",
            "liaison_stations:change_standard": "修改建设标准",
            "liaison_stations:issue_edition": "录入标准的一版",
            "liaison_stations:change_edition": "修改标准的一版",
            "liaison_stations:write_check": "填写检查",
            "liaison_stations:send_check": "提交检查",
            "liaison_stations:take_back_check": "收回检查",
            "liaison_stations:pick_candidates": "选星级候选站",
            "liaison_stations:award": "评定星级",
            "liaison_stations:publish_stars": "公布星级",
            "liaison_stations:unpublish_stars": "撤回公布星级",
            "liaison_stations:record_work": "登记站点建设",
            "liaison_stations:change_work": "修改站点建设",
            "liaison_stations:withdraw_work": "撤回站点建设",
        }
    )
    register_facts(
        "liaison_stations", {"items": "各项", "candidates": "候选站", "year": "年度", "checks": "检查"}
    )
