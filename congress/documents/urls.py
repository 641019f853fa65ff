"""Addresses of this room."""

from django.urls import path

from congress.documents import views

app_name = "documents"
urlpatterns = [
    path("import/<slug:key>/", views.import_start, name="import_start"),
    path("import/<slug:key>/template/", views.import_template, name="import_template"),
    path("import/<slug:key>/export/", views.import_export, name="import_export"),
    path("import/<slug:key>/<int:pk>/columns/", views.import_columns, name="import_columns"),
    path("import/<slug:key>/<int:pk>/check/", views.import_check, name="import_check"),
    path("import/<slug:key>/<int:pk>/answer/", views.import_answer, name="import_answer"),
    path("import/<slug:key>/<int:pk>/errors/", views.import_errors, name="import_errors"),
    path("import/<slug:key>/<int:pk>/write/", views.import_write, name="import_write"),
    path("import/<slug:key>/<int:pk>/done/", views.import_done, name="import_done"),
]
