"""Addresses of services for deputies."""

from django.urls import path

from deputies.services.views import certificates, funds, hub, own, stipends, subscriptions

app_name = "deputy_services"
urlpatterns = [
    path("", hub.index, name="index"),
    path("mine/", own.mine, name="mine"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/new/", certificates.issue_certificate, name="issue_certificate"),
    path("certificates/many/", certificates.issue_many, name="issue_many"),
    path("certificates/list.pdf", certificates.certificates_pdf, name="certificates_pdf"),
    path("certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("certificates/<int:pk>/return/", certificates.return_certificate, name="return_certificate"),
    path("certificates/<int:pk>/void/", certificates.void_certificate, name="void_certificate"),
    path("stipends/", stipends.stipends, name="stipends"),
    path("stipends/new/", stipends.draw_list, name="draw_list"),
    path("stipends/<int:pk>/", stipends.stipend_list, name="stipend_list"),
    path("stipends/<int:pk>/redraw/", stipends.redraw_list, name="redraw_list"),
    path("stipends/<int:pk>/review/", stipends.review_list, name="review_list"),
    path("stipends/<int:pk>/back/", stipends.send_back_list, name="send_back_list"),
    path("stipends/<int:pk>/pay/", stipends.pay_list, name="pay_list"),
    path("stipends/<int:pk>/list.pdf", stipends.stipend_pdf, name="stipend_pdf"),
    path("stipends/lines/<int:pk>/sign/", stipends.sign_line, name="sign_line"),
    path("subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("subscriptions/new/", subscriptions.subscribe, name="subscribe"),
    path("subscriptions/posted/", subscriptions.mark_posted, name="mark_posted"),
    path("subscriptions/received/", subscriptions.mark_received, name="mark_received"),
    path("subscriptions/undelivered.pdf", subscriptions.undelivered_pdf, name="undelivered_pdf"),
    path("funds/", funds.funds, name="funds"),
    path("funds/new/", funds.apply_fund, name="apply_fund"),
    path("funds/<int:pk>/", funds.fund, name="fund"),
    path("funds/<int:pk>/change/", funds.change_fund, name="change_fund"),
    path("funds/<int:pk>/grant/", funds.grant_fund, name="grant_fund"),
    path("funds/<int:pk>/spend/", funds.spend, name="spend"),
    path("funds/spendings/<int:pk>/link/", funds.link_spending, name="link_spending"),
    path("funds/spendings/<int:pk>/withdraw/", funds.withdraw_spending, name="withdraw_spending"),
    path("settings/", hub.settings, name="settings"),
    path("settings/<slug:listed>/add/", hub.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", hub.change_line, name="change_line"),
]
