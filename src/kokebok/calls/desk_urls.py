"""Addresses of the calls for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.calls import desk_views

app_name = "calls_desk"
urlpatterns = [
    path("etterlysninger/", desk_views.calls, name="calls"),
    path("etterlysninger/ny/", desk_views.new_call, name="new_call"),
    path("etterlysninger/<number:number>/", desk_views.one_call, name="call"),
    path("etterlysninger/<number:number>/endre/", desk_views.edit_call, name="edit_call"),
    path("etterlysninger/<number:number>/kopier/", desk_views.copy, name="copy_call"),
    path("etterlysninger/<number:number>/publiser/", desk_views.publish_or_not, name="publish"),
    path("etterlysninger/<number:number>/svar/", desk_views.answers, name="answers"),
    path("etterlysninger/<number:number>/svar.csv", desk_views.answers_file, name="answers_file"),
    path("etterlysninger/<number:number>/fase/ny/", desk_views.new_phase, name="new_phase"),
    path("etterlysninger/<number:number>/fase/<number:phase>/", desk_views.edit_phase, name="edit_phase"),
    path(
        "etterlysninger/<number:number>/fase/<number:phase>/sporsmal/ny/",
        desk_views.new_question,
        name="new_question",
    ),
    path(
        "etterlysninger/<number:number>/fase/<number:phase>/sporsmal/<number:question>/",
        desk_views.edit_question,
        name="edit_question",
    ),
]
