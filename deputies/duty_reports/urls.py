"""Addresses of duty reports."""

from django.urls import path

from deputies.duty_reports.views import ballots, plans, reports

app_name = "duty_reports"
urlpatterns = [
    path("", reports.index, name="index"),
    path("new/", reports.arrange_report, name="arrange_report"),
    path("mine/", reports.mine, name="mine"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<int:year>/groups/<int:pk>/", plans.plan_group, name="plan_group"),
    path("owing/", plans.owing, name="owing"),
    path("settings/", plans.settings, name="settings"),
    path("settings/<slug:listed>/add/", plans.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", plans.change_line, name="change_line"),
    path("questions/<int:pk>/", reports.change_question, name="change_question"),
    path("files/<int:pk>/", reports.file, name="file"),
    path("<int:pk>/", reports.detail, name="detail"),
    path("<int:pk>/change/", reports.change_report, name="change_report"),
    path("<int:pk>/hold/", reports.hold_report, name="hold_report"),
    path("<int:pk>/ballot/", ballots.prepare_ballot, name="prepare_ballot"),
    path("<int:pk>/text/", reports.write_text, name="write_text"),
    path("<int:pk>/withdraw/", reports.withdraw_report, name="withdraw_report"),
    path("<int:pk>/questions/", reports.add_question, name="add_question"),
]
