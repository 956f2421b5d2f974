"""Addresses of ours: people, invitations, one's own browsers, and the way to the provider and back."""

from django.urls import include, path

from kokebok.staff import link_views, own_views, provider_views, views

app_name = "staff"
urlpatterns = [
    path("redaksjon/", include("kokebok.staff.desk_urls")),
    path("konto/invitasjon/<token:token>/", views.invitation, name="invitation"),
    path("konto/engangslenke/<token:token>/", link_views.one_time_link, name="one_time_link"),
    path("konto/sikkerhet/nettleser/<number:number>/", own_views.end_browser, name="end_browser"),
    path("konto/sikkerhet/nettlesere/", own_views.end_other_browsers, name="end_other_browsers"),
    path("konto/sikkerhet/koble-fra/", own_views.loosen, name="loosen"),
    path("konto/sikkerhet/koble-til/", provider_views.leave_to_connect, name="leave_to_connect"),
    path("konto/virksomhet/", provider_views.leave, name="leave"),
    path("konto/virksomhet/tilbake/", provider_views.back, name="provider_back"),
]
