"""Editions and dispatches at the desk."""

from django.urls import path

from kokebok.outlets import desk_views, dispatch_views, paper_views, word_views

app_name = "outlets_desk"
urlpatterns = [
    path("word/ny/", word_views.new_copy, name="word_copy"),
    path("utgaver/", desk_views.editions, name="editions"),
    path("utgaver/ny/", desk_views.new_edition, name="new_edition"),
    path("utgaver/<str:number>/", desk_views.edition, name="edition"),
    path("utgaver/<str:number>/eksemplarer/", desk_views.copies, name="copies"),
    path("utgaver/<str:number>/eksemplarer/<slug:form>/", desk_views.make_again, name="make_again"),
    path("utgaver/<str:number>/utsending/", dispatch_views.new_dispatch, name="new_dispatch"),
    path("runder/<int:number>/plakat/", paper_views.poster, name="round_poster"),
    path("runder/<int:number>/sporsmal/<int:prompt>/<slug:form>.pdf", paper_views.paper, name="round_paper"),
    path("utsending/<int:number>/", dispatch_views.dispatch, name="dispatch"),
    path("utsending/<int:number>/framdrift/", dispatch_views.progress, name="progress"),
    path("utsending/<int:number>/start/", dispatch_views.start_sending, name="start"),
    path("utsending/<int:number>/stopp/", dispatch_views.stop_sending, name="stop"),
    path("utsending/<int:number>/brev/<int:letter>/", dispatch_views.settle, name="settle"),
]
