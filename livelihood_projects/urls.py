"""Addresses of livelihood projects."""

from django.urls import path

from livelihood_projects import public_views, views

app_name = "livelihood"
urlpatterns = [
    path("", views.index, name="index"),
    path("projects/", views.project_list, name="projects"),
    path("new/", views.open_call, name="open_call"),
    path("<int:pk>/", views.round_detail, name="round"),
    path("<int:pk>/propose/", views.propose, name="propose"),
    path("<int:pk>/end-call/", views.end_call, name="end_call"),
    path("<int:pk>/end-screening/", views.end_screening, name="end_screening"),
    path("<int:pk>/pass/", views.pass_list, name="pass_list"),
    path("<int:pk>/ballot/", views.prepare_ballot, name="prepare_ballot"),
    path("<int:pk>/evaluation/", views.prepare_evaluation, name="prepare_evaluation"),
    path("projects/<int:pk>/", views.detail, name="detail"),
    path("projects/<int:pk>/shortlist/", views.shortlist, name="shortlist"),
    path("projects/<int:pk>/drop/", views.drop, name="drop"),
    path("projects/<int:pk>/arrange/", views.arrange, name="arrange"),
    path("projects/<int:pk>/progress/", views.report_progress, name="report_progress"),
    path("projects/<int:pk>/complete/", views.complete, name="complete"),
    path("projects/<int:pk>/accept/", views.accept, name="accept"),
    path("projects/<int:pk>/close/", views.close_project, name="close_project"),
    path("public/", public_views.public_rounds, name="public_index"),
    path("public/<int:pk>/", public_views.public_round, name="public_round"),
    path("public/<int:pk>/sent/", public_views.public_sent, name="public_sent"),
]
