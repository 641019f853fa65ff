"""Addresses of appraisals of departments."""

from django.urls import path

from oversight.appraisals import opinion_views, result_views, views

app_name = "special_appraisals"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.plan_appraisal, name="plan_appraisal"),
    path("departments/", result_views.bodies, name="bodies"),
    path("departments/<int:pk>/", result_views.body, name="body"),
    path("departments/<int:pk>/consequence/", result_views.write_consequence, name="write_consequence"),
    path("departments/<int:pk>/answer/", result_views.answer_body, name="answer_body"),
    path("opinions/", opinion_views.opinions, name="opinions"),
    path("opinions/<int:pk>/", opinion_views.change_opinion, name="change_opinion"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_appraisal, name="change_appraisal"),
    path("<int:pk>/open/", views.open_opinions, name="open_opinions"),
    path("<int:pk>/close/", views.close_opinions, name="close_opinions"),
    path("<int:pk>/withdraw/", views.withdraw_appraisal, name="withdraw_appraisal"),
    path("<int:pk>/visit/", views.record_visit, name="record_visit"),
    path("<int:pk>/opine/", opinion_views.opine, name="opine"),
    path("<int:pk>/opinion/", opinion_views.enter_opinion, name="enter_opinion"),
    path("<int:pk>/ballot/", result_views.prepare_ballot, name="prepare_ballot"),
    path("<int:pk>/publish/", result_views.publish_result, name="publish_result"),
]
