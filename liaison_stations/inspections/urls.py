"""Addresses of inspections, problems and supervision meetings."""

from django.urls import path

from liaison_stations.inspections.views import inspections, meetings, problems

app_name = "station_inspections"
urlpatterns = [
    path("", inspections.index, name="index"),
    path("plan/", inspections.plan_inspection, name="plan_inspection"),
    path("<int:pk>/", inspections.detail, name="detail"),
    path("<int:pk>/change/", inspections.change_inspection, name="change_inspection"),
    path("<int:pk>/result/", inspections.record_inspection, name="record_inspection"),
    path("<int:pk>/release/", inspections.release_inspection, name="release_inspection"),
    path("<int:pk>/recall/", inspections.recall_inspection, name="recall_inspection"),
    path("<int:pk>/cancel/", inspections.cancel_inspection, name="cancel_inspection"),
    path("<int:pk>/problem/", problems.find_problem, name="find_problem"),
    path("photos/<int:pk>/<str:size>/", inspections.photo, name="photo"),
    path("problems/", problems.problems, name="problems"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    path("problems/<int:pk>/change/", problems.change_problem, name="change_problem"),
    path("problems/<int:pk>/mend/", problems.mend_problem, name="mend_problem"),
    path("problems/<int:pk>/send-back/", problems.send_back_problem, name="send_back_problem"),
    path("problems/<int:pk>/close/", problems.close_problem, name="close_problem"),
    path("problems/<int:pk>/reopen/", problems.reopen_problem, name="reopen_problem"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/record/", meetings.record_meeting, name="record_meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:pk>/problem/", meetings.find_at_meeting, name="find_at_meeting"),
    path("settings/", meetings.settings, name="settings"),
    path("settings/<slug:listed>/add/", meetings.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", meetings.change_line, name="change_line"),
]
