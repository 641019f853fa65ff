"""Addresses of studies."""

from django.urls import path

from activities.studies.views import reports, topics

app_name = "studies"
urlpatterns = [
    path("", reports.index, name="index"),
    path("new/", reports.record_report, name="record_report"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.publish_topic, name="publish_topic"),
    path("topics/<int:pk>/change/", topics.change_topic, name="change_topic"),
    path("topics/<int:pk>/drop/", topics.drop_topic, name="drop_topic"),
    path("topics/<int:pk>/claim/", topics.claim, name="claim"),
    path("claims/<int:pk>/give-back/", topics.give_back, name="give_back"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/change/", reports.change_report, name="change_report"),
    path("<int:pk>/withdraw/", reports.withdraw_report, name="withdraw_report"),
    path("<int:pk>/recommend/", reports.recommend, name="recommend"),
    path("recommendations/<int:pk>/follow-up/", reports.follow_up, name="follow_up"),
    path("recommendations/<int:pk>/reopen/", reports.reopen, name="reopen"),
    path("files/<int:pk>/", reports.study_file, name="study_file"),
    path("mine/", reports.mine, name="mine"),
    path("mine/<int:pk>/", reports.my_report, name="my_report"),
]
