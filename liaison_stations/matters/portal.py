"""What this package plugs into the portal."""

from django.urls import reverse

from congress.accounts.enums import Role
from congress.audit.verbs import register_facts, register_looks, register_verbs
from congress.search.index import Searched
from congress.web.registry import (
    HomeAction,
    MenuGroup,
    MenuItem,
    SearchProvider,
    Tab,
    register_actions,
    register_demo,
    register_menu,
    register_search,
    register_tabs,
    register_todos,
)
from deputies.duty.sources import Source, register_source
from deputies.records import register_section as register_of_person
from liaison_stations.matters import demo, figure_list
from liaison_stations.matters.person import heard_at_stations
from liaison_stations.matters.queries import LIST, found, todos
from liaison_stations.matters.sections import plugged
from liaison_stations.matters.showing import OTHER_STEPS
from liaison_stations.matters.tables import MATTERS
from liaison_stations.models import Matter
from liaison_stations.operations import return_visits
from liaison_stations.rules import MATTER_READERS
from liaison_stations.sites.sections import register_section
from liaison_stations.workflow import MATTER_WORKFLOW, STAFF

_TABLE = "matters:today"
_AT_THE_TABLE = STAFF - {Role.OFFICE, Role.DEPUTY_WORK}
_DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})


def plug_in() -> None:
    """Called once by the portal module of the app."""
    labels = {step.step: step.label for step in MATTER_WORKFLOW} | OTHER_STEPS
    labels |= {"record_reception": "登记接待", "mark_present": "登记到场代表", "reveal": "查看群众姓名电话"}
    register_verbs({f"liaison_stations:{verb}": label for verb, label in labels.items()})
    register_looks("liaison_stations:reveal")
    facts = {
        "people": "人数",
        "matters": "事项",
        "late": "结束后补登",
        "present": "到场代表",
        "organ": "承办单位",
    }
    register_facts("liaison_stations", facts | {"deputy": "代表", "rating": "群众评价", "outcome": "结果"})
    register_menu(
        MenuItem(MenuGroup.COLLECT, MATTERS.title, LIST, "message-circle", MATTER_READERS, order=40),
        MenuItem(MenuGroup.COLLECT, "接待登记", _TABLE, "writing", _AT_THE_TABLE, order=30),
        MenuItem(MenuGroup.DUTY, "我接待的事项", "matters:heard_list", "message-circle", _DEPUTIES, order=6),
    )
    register_tabs(Tab("接待登记", _TABLE, "writing", frozenset({Role.STATION}), order=30, main=True))
    register_actions(HomeAction("接待登记", _TABLE, "writing", frozenset({Role.STATION}), order=5))
    register_todos(todos)
    figure_list.register()
    register_search(
        SearchProvider(MATTERS.title, 32, found, MATTER_READERS, LIST, shortest=2, tables=(Searched(Matter),))
    )
    register_section(plugged)
    register_of_person(heard_at_stations)
    register_source(
        Source(
            return_visits.SOURCE,
            "回访选民",
            lambda pk: reverse("matters:detail", args=[pk]),
            return_visits.collect,
        )
    )
    register_demo(64, MATTERS.title, demo.load)
