"""What inspections, problems and supervision meetings plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web import dates
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu, register_todos
from congress.web.sections import Action, Line, Plugged, Section
from liaison_stations import rules
from liaison_stations.enums import InspectionState, ProblemState
from liaison_stations.inspections import demo
from liaison_stations.inspections.showing import inspection_state, problem_state, score_words
from liaison_stations.inspections.tables import INSPECTIONS
from liaison_stations.inspections.todos import INDEX, todos
from liaison_stations.models import Inspection, Problem, Station, SupervisionMeeting
from liaison_stations.operations.supervision import KIND
from liaison_stations.sites.sections import register_section
from liaison_stations.workflow import INSPECTION_WORKFLOW, OFFICE, PROBLEM_WORKFLOW

#: Inspections and problems named on the page of a station; the lists have the others.
_NAMED = 5


def of_station(station: Station, user: User) -> Plugged | None:
    """The inspections the user may know of and the problems that stand, for the page of a station (2 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    known = Inspection.objects.visible_to(user).filter(station=station)
    rows = list(known.exclude(state=InspectionState.CANCELLED)[:_NAMED])
    standing = list(Problem.objects.visible_to(user).filter(station=station).standing()[:_NAMED])
    knows = user.has_role(*rules.KNOWING)
    sections = [
        Section(
            "检查",
            [_line(row, knows=knows) for row in rows],
            empty="没有检查记录。",
            more_label="全部检查" if rows else "",
            more_url=f"{reverse(INDEX)}?station={station.pk}" if rows else "",
        )
    ]
    if standing:
        more = f"{reverse('station_inspections:problems')}?station={station.pk}&state=standing"
        lines = [_problem(row) for row in standing]
        sections.append(Section("没有销号的问题", lines, more_label="全部问题", more_url=more))
    plan = f"{reverse('station_inspections:plan_inspection')}?station={station.pk}"
    actions = [Action("计划检查", plan)] if user.has_role(*OFFICE) else []
    return Plugged(sections=sections, actions=actions)


def _line(row: Inspection, *, knows: bool) -> Line:
    told = knows or row.state == InspectionState.RELEASED
    return Line(
        f"{dates.day(row.day)}{row.get_kind_display()}",
        note=score_words(row) if told else "",
        url=reverse("station_inspections:detail", args=[row.pk]),
        state=inspection_state(row),
    )


def _problem(row: Problem) -> Line:
    """One still to be mended says until when, the other how far it is."""
    waits = row.state == ProblemState.OPEN
    return Line(
        row.text,
        note=row.owner,
        url=reverse("station_inspections:problem", args=[row.pk]),
        state=None if waits else problem_state(row),
        due=row.due_on if waits else None,
    )


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The supervision meeting an activity in the log came from."""
    if activity.kind.code != KIND or not user.has_role(*rules.MEETING_READERS):
        return
    row = SupervisionMeeting.objects.visible_to(user).filter(activity=activity).first()
    if row is not None:
        yield Use(f"督导会议：{row}", reverse("station_inspections:meeting", args=[row.pk]))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            INSPECTIONS.title,
            INDEX,
            "clipboard-check",
            rules.READERS,
            order=50,
            under="liaison_stations:index",
        )
    )
    register_section(of_station)
    register_uses(uses)
    register_todos(todos)
    register_demo(71, INSPECTIONS.title, demo.load)
    labels = {step.step: step.label for step in (*INSPECTION_WORKFLOW, *PROBLEM_WORKFLOW)}
    labels |= {
        "plan_inspection": "计划检查",
        "change_inspection": "改检查计划",
        "find_problem": "登记问题",
        "change_problem": "修改问题",
        "record_meeting": "登记督导会议",
        "change_meeting": "修改督导会议",
    }
    register_verbs({f"liaison_stations:{verb}": label for verb, label in labels.items()})
    register_verbs(
        {
            "station_inspections:add_line": "增加检查要点",
            "station_inspections:change_line": "修改检查要点",
        }
    )
    facts = {"points": "要点数", "photos": "照片数", "source": "哪里发现", "inspections": "检查次数"}
    register_facts("liaison_stations", facts)
