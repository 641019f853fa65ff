"""Addresses of honours and selections."""

from django.urls import path

from deputies.honours.views import register, selections

app_name = "honours"
urlpatterns = [
    path("", register.index, name="index"),
    path("new/", register.record_honour, name="record_honour"),
    path("<int:pk>/", register.honour, name="honour"),
    path("<int:pk>/change/", register.change_honour, name="change_honour"),
    path("<int:pk>/release/", register.release_honour, name="release_honour"),
    path("<int:pk>/hide/", register.hide_honour, name="hide_honour"),
    path("<int:pk>/withdraw/", register.withdraw_honour, name="withdraw_honour"),
    path("selections/", selections.selections, name="selections"),
    path("selections/new/", selections.open_selection, name="open_selection"),
    path("selections/<int:pk>/", selections.selection, name="selection"),
    path("selections/<int:pk>/nominate/", selections.nominate, name="nominate"),
    path("selections/<int:pk>/review/", selections.begin_review, name="begin_review"),
    path("selections/<int:pk>/ballots/", selections.prepare_ballots, name="prepare_ballots"),
    path("selections/<int:pk>/decide/", selections.decide, name="decide"),
    path("selections/<int:pk>/publish/", selections.publish, name="publish"),
    path("selections/<int:pk>/commend/", selections.commend, name="commend"),
    path("selections/<int:pk>/revoke/", selections.revoke, name="revoke"),
    path("candidates/<int:pk>/drop/", selections.drop_candidate, name="drop_candidate"),
    path("candidates/<int:pk>/review/", selections.review_candidate, name="review_candidate"),
    path("settings/", register.settings, name="settings"),
    path("settings/<slug:listed>/add/", register.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", register.change_line, name="change_line"),
]
