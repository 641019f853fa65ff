"""Addresses of what concerns the party committee."""

from django.urls import path

from bulletins.party import views

app_name = "party_affairs"
urlpatterns = [
    path("", views.index, name="index"),
    path("reports/", views.reports, name="reports"),
    path("reports/new/", views.record_report, name="record_report"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/change/", views.change_report, name="change_report"),
    path("reports/<int:pk>/reply/", views.record_reply, name="record_reply"),
    path("reports/<int:pk>/withdraw/", views.withdraw_report, name="withdraw_report"),
    path("files/<int:pk>/", views.report_file, name="report_file"),
    path("discussions/", views.discussions, name="discussions"),
    path("discussions/new/", views.record_discussion, name="record_discussion"),
    path("discussions/<int:pk>/", views.discussion, name="discussion"),
    path("discussions/<int:pk>/change/", views.change_discussion, name="change_discussion"),
    path("discussions/<int:pk>/withdraw/", views.withdraw_discussion, name="withdraw_discussion"),
    path("rules/", views.settings, name="settings"),
    path("rules/<slug:listed>/new/", views.add_line, name="add_line"),
    path("rules/<slug:listed>/<int:pk>/", views.change_line, name="change_line"),
]
