"""Addresses of tests of satisfaction."""

from django.urls import path

from suggestions.panels.views import items, own, panels, rounds

app_name = "panels"
urlpatterns = [
    path("", rounds.index, name="index"),
    path("new/", rounds.prepare_round, name="prepare_round"),
    path("results/", items.results, name="results"),
    path("mine/", own.mine, name="mine"),
    path("kinds/", panels.kinds, name="kinds"),
    path("kinds/new/", panels.add_kind, name="add_kind"),
    path("kinds/<int:pk>/", panels.change_kind, name="change_kind"),
    path("<int:pk>/", rounds.detail, name="detail"),
    path("<int:pk>/change/", rounds.change_round, name="change_round"),
    path("<int:pk>/recommend/", rounds.recommend, name="recommend"),
    path("<int:pk>/fix/", rounds.fix_list, name="fix_list"),
    path("<int:pk>/panels/", panels.add_panel, name="add_panel"),
    path("<int:pk>/start/", rounds.start_round, name="start_round"),
    path("<int:pk>/events/", panels.record_event, name="record_event"),
    path("<int:pk>/feedback/", rounds.give_feedback, name="give_feedback"),
    path("<int:pk>/close/", rounds.close_round, name="close_round"),
    path("panels/<int:pk>/", panels.change_panel, name="change_panel"),
    path("panels/<int:pk>/ballot/", panels.prepare_ballot, name="prepare_ballot"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/talk/", items.talk, name="talk"),
    path("items/<int:pk>/report/", items.report_mending, name="report_mending"),
    path("items/<int:pk>/retest/", items.prepare_retest, name="prepare_retest"),
]
