"""Addresses of evidence sheets."""

from django.urls import path

from deputies.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<int:pk>/", views.sheet, name="sheet"),
    path("<int:pk>/sheet.pdf", views.sheet_pdf, name="sheet_pdf"),
]
