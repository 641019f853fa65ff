"""Addresses of inspections of laws."""

from django.urls import path

from oversight.law_checks import views

app_name = "law_checks"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.plan_check, name="plan_check"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_check, name="change_check"),
    path("<int:pk>/withdraw/", views.withdraw_check, name="withdraw_check"),
    path("<int:pk>/visit/", views.record_visit, name="record_visit"),
    path("<int:pk>/finding/", views.add_finding, name="add_finding"),
    path("<int:pk>/report/", views.write_report, name="write_report"),
    path("findings/<int:pk>/", views.mend_finding, name="mend_finding"),
]
