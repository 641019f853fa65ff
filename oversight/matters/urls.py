"""Addresses of major matters."""

from django.urls import path

from oversight.matters import views

app_name = "major_matters"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.propose_matter, name="propose_matter"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_matter, name="change_matter"),
    path("<int:pk>/study/", views.study_matter, name="study_matter"),
    path("<int:pk>/agree/", views.agree_matter, name="agree_matter"),
    path("<int:pk>/plan/", views.plan_matter, name="plan_matter"),
    path("<int:pk>/request/", views.request_matter, name="request_matter"),
    path("<int:pk>/decide/", views.decide_matter, name="decide_matter"),
    path("<int:pk>/report/", views.report_matter, name="report_matter"),
    path("<int:pk>/drop/", views.drop_matter, name="drop_matter"),
    path("<int:pk>/parts/<slug:part>/", views.write_part, name="write_part"),
    path("files/<int:pk>/", views.file, name="file"),
]
