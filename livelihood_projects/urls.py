"""Addresses of livelihood projects."""

from django.urls import path, re_path

from livelihood_projects import project_views, public_views, views

app_name = "livelihood"
urlpatterns = [
    path("", views.index, name="index"),
    path("projects/", project_views.project_list, name="projects"),
    path("rule/", views.change_rule, name="change_rule"),
    path("calls/", views.calls, name="calls"),
    path("new/", views.open_call, name="open_call"),
    path("<int:pk>/", views.round_detail, name="round"),
    path("<int:pk>/propose/", views.propose, name="propose"),
    path("<int:pk>/end-call/", views.end_call, name="end_call"),
    path("<int:pk>/end-screening/", views.end_screening, name="end_screening"),
    path("<int:pk>/pass/", views.pass_list, name="pass_list"),
    path("<int:pk>/ballot/", views.prepare_ballot, name="prepare_ballot"),
    path("<int:pk>/evaluation/", views.prepare_evaluation, name="prepare_evaluation"),
    path("projects/<int:pk>/", project_views.detail, name="detail"),
    path("projects/<int:pk>/shortlist/", project_views.shortlist, name="shortlist"),
    path("projects/<int:pk>/drop/", project_views.drop, name="drop"),
    path("projects/<int:pk>/arrange/", project_views.arrange, name="arrange"),
    path("projects/<int:pk>/progress/", project_views.report_progress, name="report_progress"),
    path("projects/<int:pk>/complete/", project_views.complete, name="complete"),
    path("projects/<int:pk>/accept/", project_views.accept, name="accept"),
    path("projects/<int:pk>/close/", project_views.close_project, name="close_project"),
    path("projects/<int:pk>/inspect/", project_views.record_inspection, name="record_inspection"),
    path("comments/<int:pk>/release/", project_views.release_comment, name="release_comment"),
    path("comments/<int:pk>/refuse/", project_views.refuse_comment, name="refuse_comment"),
    path("photos/<int:pk>/drop/", project_views.drop_photo, name="drop_photo"),
    re_path(r"^photos/(?P<pk>\d+)/(?P<size>small|full)\.jpg$", project_views.photo, name="photo"),
    path("public/", public_views.public_rounds, name="public_index"),
    path("public/<int:pk>/", public_views.public_round, name="public_round"),
    path("public/projects/<int:pk>/", public_views.public_project, name="public_project"),
    path("public/projects/<int:pk>/commented/", public_views.public_commented, name="public_commented"),
    re_path(
        r"^public/photos/(?P<pk>\d+)/(?P<size>small|full)\.jpg$",
        public_views.public_photo,
        name="public_photo",
    ),
    path("public/<int:pk>/sent/", public_views.public_sent, name="public_sent"),
]
