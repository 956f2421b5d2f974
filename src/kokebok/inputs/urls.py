"""Addresses for giving input, and for looking after one's own."""

from django.urls import path

from kokebok.inputs import attachment_views, own_views, views

app_name = "inputs"
urlpatterns = [
    path("innspill/gi/", views.give_to_book, name="give_to_book"),
    path("innspill/gi/side/<number:page_id>/", views.give_to_page, name="give_to_page"),
    path("innspill/gi/<slug:anchor>/", views.give, name="give"),
    path("innspill/<number:number>/kommenter/", views.give_reply, name="give_reply"),
    path("innspill/<number:number>/stott/", views.support_input, name="support"),
    path("tips/", views.tips, name="tips"),
    path("tips/<slug:kind>/", views.tip, name="tip"),
    path("kvittering/<code:code>/endre/", own_views.edit, name="edit"),
    path("kvittering/<code:code>/trekk/", own_views.withdraw, name="withdraw"),
    path("kvittering/<code:code>/kontakt/", own_views.let_others_ask, name="let_others_ask"),
    path(
        "kvittering/<code:code>/vedlegg/<number:number>/",
        attachment_views.own_attachment,
        name="own_attachment",
    ),
    path("vedlegg/<number:number>/", attachment_views.attachment, name="attachment"),
    path("redaksjon/vedlegg/<number:number>/", attachment_views.let_out, name="let_out"),
    path("bekreft/<token:token>/", own_views.confirm, name="confirm"),
]
