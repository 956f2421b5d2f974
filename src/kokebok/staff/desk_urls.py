"""Addresses for administrators, under /redaksjon/."""

from django.urls import path

from kokebok.staff import views

urlpatterns = [
    path("folk/", views.folk, name="folk"),
    path("folk/inviter/", views.invite, name="invite"),
    path("folk/invitasjon/<number:number>/igjen/", views.invitation_again, name="invitation_again"),
    path("folk/invitasjon/<number:number>/tilbake/", views.invitation_back, name="invitation_back"),
    path("folk/<number:number>/", views.person, name="person"),
    path("folk/<number:number>/navn-og-adresse/", views.identity, name="identity"),
    path("folk/<number:number>/steng/", views.shut_out, name="shut_out"),
    path("folk/<number:number>/apne/", views.let_in, name="let_in"),
    path("folk/<number:number>/logg-ut/", views.sign_out, name="sign_out"),
    path("folk/<number:number>/nytt-andre-steg/", views.second_step_away, name="second_step_away"),
]
