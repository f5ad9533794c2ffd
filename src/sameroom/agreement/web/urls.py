"""Addresses of the pages about the agreement."""

from django.urls import path

from sameroom.agreement.web import definition_views, talking_views, views

ONE = "agreement/<int:number>"
TALK = "agreement/discussions/<int:discussion_id>"
urlpatterns = [
    path("agreement", views.home, name="agreement"),
    path("agreement/begin", views.begin, name="agreement_begin"),
    path("agreement/compare", views.compare, name="agreement_compare"),
    path("agreement/signers", views.signers, name="agreement_signers"),
    path("agreement/agreement.yaml", views.file, name="agreement_file"),
    path("agreement/put-back", views.put_back, name="agreement_put_back"),
    path("agreement/from/<slug:measure>", views.propose_from, name="agreement_propose_from"),
    path(ONE, views.version, name="agreement_version"),
    path(f"{ONE}/agreement.yaml", views.download, name="agreement_download"),
    path(f"{ONE}/draft", views.draft_from, name="agreement_draft_from"),
    path(f"{ONE}/propose", views.propose, name="agreement_propose"),
    path(f"{ONE}/take-back", views.take_back, name="agreement_take_back"),
    path(f"{ONE}/sign", views.sign, name="agreement_sign"),
    path(f"{ONE}/withdraw", views.withdraw, name="agreement_withdraw"),
    path(f"{ONE}/clauses/<slug:clause>", views.clause, name="agreement_clause"),
    path(f"{ONE}/clauses/<slug:clause>/discuss", talking_views.discuss, name="agreement_discuss"),
    path(f"{TALK}/reply", talking_views.reply, name="agreement_reply"),
    path(f"{TALK}/settle", talking_views.settle, name="agreement_settle"),
    path(f"{TALK}/reopen", talking_views.reopen, name="agreement_reopen"),
    path("definitions", definition_views.definitions, name="definitions"),
    path("definitions/<slug:name>", definition_views.definition, name="definition"),
]
