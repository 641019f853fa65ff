"""Addresses of suggestions."""

from django.urls import path

from suggestions.figures import unit_views as figures_units
from suggestions.figures import views as figures
from suggestions.letters import views as letters
from suggestions.publishing import public_views as public
from suggestions.publishing import views as publishing
from suggestions.quota import views as quota
from suggestions.settings import views as settings
from suggestions.unit import views as unit
from suggestions.views import assigning, closing, deputy, entering, gate, listing, reading, writing

app_name = "suggestions"
urlpatterns = [
    # lists
    path("", listing.index, name="index"),
    path("sentiment/", listing.sentiment, name="sentiment"),
    path("picked/<slug:which>/urge/", listing.urge_picked, name="urge_picked"),
    path("picked/<slug:which>/assign/", listing.assign_picked, name="assign_picked"),
    path("picked/<slug:which>/print/", listing.print_picked, name="print_picked"),
    path("enter/", entering.enter, name="enter"),
    # the district's own lists
    path("settings/", settings.settings, name="settings"),
    path("settings/<slug:listed>/add/", settings.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", settings.change_line, name="change_line"),
    path("quota/", quota.quota, name="quota"),
    path("quota/change/", quota.change_quota, name="change_quota"),
    # what everybody may read, and the office's decision on it
    path("public/", public.public, name="public"),
    path("public/<int:pk>/", public.public_one, name="public_one"),
    path("publishing/", publishing.publishing, name="publishing"),
    path("<int:pk>/publish/", publishing.publish, name="publish"),
    path("<int:pk>/decline-publication/", publishing.decline_publication, name="decline_publication"),
    path("<int:pk>/withdraw-publication/", publishing.withdraw_publication, name="withdraw_publication"),
    # one suggestion
    path("<int:pk>/", reading.detail, name="detail"),
    path("photos/<int:pk>/<slug:size>/", reading.photo, name="photo"),
    path("files/<int:pk>/", reading.file, name="file"),
    path("replies/files/<int:pk>/", reading.reply_file, name="reply_file"),
    # the office: entry gate, hand-over, decisions, strike-off
    path("<int:pk>/register/", gate.register, name="register"),
    path("<int:pk>/send-back/", gate.send_back, name="send_back"),
    path("<int:pk>/merge/", gate.merge, name="merge"),
    path("<int:pk>/divert/", gate.divert, name="divert"),
    path("<int:pk>/report-up/", gate.report_up, name="report_up"),
    path("<int:pk>/send-down/", gate.send_down, name="send_down"),
    path("<int:pk>/assign/", assigning.assign, name="assign"),
    path("assign/", assigning.assign_all, name="assign_all"),
    path("parts/<int:pk>/reassign/", assigning.reassign, name="reassign"),
    path("parts/<int:pk>/refuse-return/", assigning.refuse_return, name="refuse_return"),
    path("parts/<int:pk>/release/", assigning.release, name="release"),
    path("extensions/<int:pk>/decide/", assigning.decide_extension, name="decide_extension"),
    path("<int:pk>/urge/", assigning.urge, name="urge"),
    path("<int:pk>/strike-off/", closing.strike_off, name="strike_off"),
    path("<int:pk>/waive/", closing.waive, name="waive"),
    path("<int:pk>/reopen/", closing.reopen, name="reopen"),
    path("<int:pk>/withdraw-for/", closing.withdraw_for, name="withdraw_for"),
    path("<int:pk>/redo-after-study/", closing.redo_after_study, name="redo_after_study"),
    path("<int:pk>/conclude-study/", closing.conclude_study, name="conclude_study"),
    path("commitments/<int:pk>/check/", closing.check_commitment, name="check_commitment"),
    path("commitments/<int:pk>/give-up/", closing.give_up_commitment, name="give_up_commitment"),
    # the desk of a handling unit
    path("unit/", unit.unit, name="unit"),
    path("parts/<int:pk>/accept/", unit.accept, name="accept"),
    path("parts/<int:pk>/return/", unit.ask_return, name="ask_return"),
    path("parts/<int:pk>/contact/", unit.record_contact, name="record_contact"),
    path("parts/<int:pk>/follow-up/", unit.follow_up, name="follow_up"),
    path("parts/<int:pk>/extension/", unit.ask_extension, name="ask_extension"),
    path("parts/<int:pk>/opinion/", unit.give_opinion, name="give_opinion"),
    path("parts/<int:pk>/reply/", unit.reply, name="reply"),
    path("commitments/<int:pk>/report/", unit.report_commitment, name="report_commitment"),
    # letters of reply, the form on paper, the case file
    path("replies/<int:pk>/letter.pdf", letters.letter_pdf, name="letter_pdf"),
    path("replies/<int:pk>/letter.docx", letters.letter_docx, name="letter_docx"),
    path("<int:pk>/evaluation-form/", letters.evaluation_form, name="evaluation_form"),
    path("<int:pk>/evaluate-paper/", letters.evaluate_paper, name="evaluate_paper"),
    path("evaluations/<int:pk>/scan/", letters.scan, name="scan"),
    path("<int:pk>/case-file/", letters.case_file, name="case_file"),
    # the deputy's phone
    path("mine/", deputy.mine, name="mine"),
    path("write/", writing.write, name="write"),
    path("save-draft/", writing.save_draft, name="save_draft"),
    path("hints/", writing.hints, name="hints"),
    path("deputies/", writing.deputies, name="deputies"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/attach/", writing.attach, name="attach"),
    path("<int:pk>/cosign/", deputy.cosign, name="cosign"),
    path("<int:pk>/track/", deputy.track, name="track"),
    path("<int:pk>/receipt/", deputy.receipt, name="receipt"),
    path("<int:pk>/original/", deputy.original, name="original"),
    path("<int:pk>/evaluate/", deputy.evaluate, name="evaluate"),
    path("<int:pk>/note/", deputy.add_note, name="add_note"),
    path("<int:pk>/ask/", deputy.ask_after, name="ask_after"),
    path("<int:pk>/withdraw/", deputy.withdraw, name="withdraw"),
    path("contacts/<int:pk>/confirm/", deputy.confirm_contact, name="confirm_contact"),
    path("commitments/<int:pk>/rate/", deputy.rate_commitment, name="rate_commitment"),
    # figures
    path("figures/", figures.figures, name="figures"),
    path("figures/by/<slug:dimension>/", figures.figure_table, name="figure_table"),
    path("figures/by/<slug:dimension>/xlsx/", figures.figure_table_xlsx, name="figure_table_xlsx"),
    path("figures/sessions/<int:pk>/", figures.session_figures, name="session_figures"),
    path("figures/units/", figures_units.rank_units, name="rank_units"),
    path("figures/scores/", figures_units.scores, name="scores"),
    path("figures/settings/", figures_units.figure_settings, name="figure_settings"),
    path("figures/notices/", figures_units.notices, name="notices"),
    path("figures/notices/issue/", figures_units.issue_notice, name="issue_notice"),
    path("figures/notices/<int:pk>/", figures_units.notice, name="notice"),
    path("figures/notices/<int:pk>.pdf", figures_units.notice_pdf, name="notice_pdf"),
    path("figures/report/", figures_units.report, name="report"),
]
