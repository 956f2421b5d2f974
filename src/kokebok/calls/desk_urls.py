"""Addresses of the calls for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.calls import desk_views

app_name = "calls_desk"
urlpatterns = [
    path("etterlysninger/", desk_views.calls, name="calls"),
    path("etterlysninger/ny/", desk_views.new_call, name="new_call"),
    path("etterlysninger/<int:number>/", desk_views.one_call, name="call"),
    path("etterlysninger/<int:number>/endre/", desk_views.edit_call, name="edit_call"),
    path("etterlysninger/<int:number>/publiser/", desk_views.publish_or_not, name="publish"),
    path("etterlysninger/<int:number>/svar/", desk_views.answers, name="answers"),
    path("etterlysninger/<int:number>/svar.csv", desk_views.answers_file, name="answers_file"),
    path("etterlysninger/<int:number>/fase/ny/", desk_views.new_phase, name="new_phase"),
    path("etterlysninger/<int:number>/fase/<int:phase>/", desk_views.edit_phase, name="edit_phase"),
    path(
        "etterlysninger/<int:number>/fase/<int:phase>/sporsmal/ny/",
        desk_views.new_question,
        name="new_question",
    ),
    path(
        "etterlysninger/<int:number>/fase/<int:phase>/sporsmal/<int:question>/",
        desk_views.edit_question,
        name="edit_question",
    ),
]
