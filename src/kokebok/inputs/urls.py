"""Addresses for giving input, and for looking after one's own."""

from django.urls import path

from kokebok.inputs import attachment_views, own_views, views

app_name = "inputs"
urlpatterns = [
    path("innspill/gi/", views.give_to_book, name="give_to_book"),
    path("innspill/gi/side/<int:page_id>/", views.give_to_page, name="give_to_page"),
    path("innspill/gi/<slug:anchor>/", views.give, name="give"),
    path("innspill/<int:number>/kommenter/", views.give_reply, name="give_reply"),
    path("innspill/<int:number>/stott/", views.support_input, name="support"),
    path("tips/", views.tips, name="tips"),
    path("tips/<slug:kind>/", views.tip, name="tip"),
    path("kvittering/<str:code>/endre/", own_views.edit, name="edit"),
    path("kvittering/<str:code>/trekk/", own_views.withdraw, name="withdraw"),
    path(
        "kvittering/<str:code>/vedlegg/<int:number>/", attachment_views.own_attachment, name="own_attachment"
    ),
    path("vedlegg/<int:number>/", attachment_views.attachment, name="attachment"),
    path("redaksjon/vedlegg/<int:number>/", attachment_views.let_out, name="let_out"),
    path("bekreft/<str:token>/", own_views.confirm, name="confirm"),
]
