"""Addresses of the rounds for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.rounds import desk_views, lead_views, paper_views

app_name = "rounds_desk"
urlpatterns = [
    path("runder/", desk_views.rounds, name="rounds"),
    path("runder/ny/", desk_views.new_round, name="new_round"),
    path("runder/<number:number>/", desk_views.one_round, name="round"),
    path("runder/<number:number>/endre/", desk_views.edit_round, name="edit_round"),
    path("runder/<number:number>/kopier/", desk_views.copy, name="copy_round"),
    path("runder/<number:number>/apne-eller-avslutt/", desk_views.open_or_close, name="open_or_close"),
    path("runder/<number:number>/sporsmal/ny/", desk_views.new_prompt, name="new_prompt"),
    path("runder/<number:number>/sporsmal/<number:prompt>/", desk_views.edit_prompt, name="edit_prompt"),
    path(
        "runder/<number:number>/sporsmal/<number:prompt>/ordne/",
        desk_views.arrange_prompt,
        name="arrange_prompt",
    ),
    path("runder/<number:number>/styr/", lead_views.remote, name="remote"),
    path("runder/<number:number>/skriv-inn/", paper_views.write_in_page, name="write_in"),
    path("runder/<number:number>/ko/", lead_views.queue, name="queue"),
]
