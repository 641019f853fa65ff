"""Addresses of matters."""

from django.urls import path

from liaison_stations.matters import figure_views, return_views, table_views, views
from liaison_stations.matters.steps import STEP_PAGES

app_name = "matters"
urlpatterns = [
    path("", views.index, name="index"),
    path("figures/", figure_views.figures, name="figures"),
    path("table/", table_views.today, name="today"),
    path("table/<int:pk>/", table_views.table, name="table"),
    path("table/<int:pk>/present/", table_views.present, name="present"),
    path("receipts/<int:pk>/", table_views.receipt, name="receipt"),
    path("heard/", views.heard_list, name="heard_list"),
    path("heard/<int:pk>/", views.heard, name="heard"),
    path("heard/<int:pk>/return-visit/", return_views.my_return_visit, name="my_return_visit"),
    path("photos/<int:pk>/<str:size>/", views.photo, name="photo"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/reveal/", views.reveal, name="reveal"),
    path("<int:pk>/return-visit/", return_views.return_visit, name="return_visit"),
    path("<int:pk>/rate-deed/", views.rate_deed, name="rate_deed"),
    *(path(f"<int:pk>/{step.replace('_', '-')}/", views.step_view(step), name=step) for step in STEP_PAGES),
]
