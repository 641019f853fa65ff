"""Addresses of this room."""

from django.urls import path

from congress.organs.views import areas, outlines, register, terms

app_name = "organs"
urlpatterns = [
    path("", register.index, name="index"),
    path("create/", register.create, name="create"),
    path("<int:pk>/", register.detail, name="detail"),
    path("<int:pk>/edit/", register.edit, name="edit"),
    path("<int:pk>/rename/", register.rename, name="rename"),
    path("<int:pk>/close/", register.close, name="close"),
    path("<int:pk>/reopen/", register.reopen, name="reopen"),
    path("areas/", areas.areas, name="areas"),
    path("areas/create/", areas.create_area, name="create_area"),
    path("areas/<int:pk>/", areas.area, name="area"),
    path("areas/<int:pk>/edit/", areas.edit_area, name="edit_area"),
    path("areas/outlines/", outlines.import_outlines, name="import_outlines"),
    path("areas/constituencies/", areas.constituencies, name="constituencies"),
    path("areas/constituencies/create/", areas.create_constituency, name="create_constituency"),
    path("areas/constituencies/<int:pk>/edit/", areas.edit_constituency, name="edit_constituency"),
    path("terms/", terms.terms, name="terms"),
    path("terms/create/", terms.create_term, name="create_term"),
    path("terms/<int:pk>/edit/", terms.edit_term, name="edit_term"),
    path("terms/<int:term>/sessions/create/", terms.create_session, name="create_session"),
    path("sessions/<int:pk>/edit/", terms.edit_session, name="edit_session"),
]
