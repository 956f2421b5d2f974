"""Addresses of the desk."""

from django.urls import path

from kokebok.desk import places_views, together_views, views

app_name = "desk"
urlpatterns = [
    path("", views.queue_page, name="start"),
    path("innspill/", views.queue_page, name="queue"),
    path("innspill/<int:number>/", views.opened, name="opened"),
    path("innspill/<int:number>/publiser/", views.approve_input, name="approve"),
    path("innspill/<int:number>/avvis/", views.refuse_input, name="refuse"),
    path("innspill/<int:number>/svar/", views.answer_input, name="answer"),
    path("innspill/<int:number>/flytt/", places_views.move_input, name="move"),
    path("etter-publisering/<int:page_id>/", places_views.after_publishing, name="after_publishing"),
    path("uten-plass/", places_views.lost_places, name="lost_places"),
    path("avsnitt/<slug:anchor>/", together_views.together, name="together"),
    path("journal/", views.journal, name="journal"),
]
