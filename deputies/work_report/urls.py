"""Addresses of the year report on the work with deputies."""

from django.urls import path

from deputies.work_report import views

app_name = "work_report"
urlpatterns = [
    path("", views.report, name="report"),
    path("report.pdf", views.report_pdf, name="report_pdf"),
]
