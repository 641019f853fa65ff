"""Addresses of this room."""

from django.urls import path

from congress.accounts.views import administrator, bulk, own, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("forgotten/", sign_in.forgotten, name="forgotten"),
    path("verify/", sign_in.verify, name="verify"),
    path("enrol/", sign_in.enrol, name="enrol"),
    path("password/", sign_in.change_password, name="change_password"),
    path("me/", own.me, name="me"),
    path("me/recovery-codes/", own.renew_recovery_codes, name="renew_recovery_codes"),
    path("me/drop-second-factor/", own.drop_second_factor, name="drop_second_factor"),
    path("", administrator.index, name="index"),
    path("create/", administrator.create, name="create"),
    path("slips/", bulk.print_login_slips, name="print_login_slips"),
    path("close/", bulk.close_picked, name="close_picked"),
    path("assignments/end/", bulk.end_picked, name="end_picked"),
    path("assignments/", bulk.assignments, name="assignments"),
    path("policies/", administrator.policies, name="policies"),
    path("<int:pk>/", administrator.detail, name="detail"),
    path("<int:pk>/edit/", administrator.edit, name="edit"),
    path("<int:pk>/close/", administrator.close, name="close"),
    path("<int:pk>/reopen/", administrator.reopen, name="reopen"),
    path("<int:pk>/reset-password/", administrator.reset_password, name="reset_password"),
    path("<int:pk>/reset-second-factor/", administrator.reset_second_factor, name="reset_second_factor"),
    path("<int:pk>/unlock/", administrator.unlock, name="unlock"),
    path("<int:pk>/grant/", administrator.grant, name="grant"),
    path("assignments/<int:pk>/end/", administrator.end_assignment, name="end_assignment"),
]
