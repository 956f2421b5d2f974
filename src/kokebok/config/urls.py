"""All addresses, in the order they are tried. The book's own pages come last: they may be called anything else."""

from allauth.account.views import logout
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

import kokebok.web.addresses  # noqa: F401 (what may stand in the addresses below)
from kokebok.book import page_editor_urls
from kokebok.reading.views import page
from kokebok.staff.own_views import security
from kokebok.web.present import only_with

handler400 = "kokebok.web.refusals.not_understood"
handler403 = "kokebok.web.refusals.not_allowed"
handler404 = "kokebok.web.refusals.not_found"
handler500 = "kokebok.web.refusals.gone_wrong"
urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(page_editor_urls)),
    path("dokument/", include(page_editor_urls.document_urlpatterns)),
    path("konto/", include("kokebok.staff.account_urls")),
    # Where the page editor's menu sends those who ask for their account or sign out. Of two of one name, the last wins.
    path("konto/sikkerhet/", security, name="wagtailadmin_account"),
    path("konto/logout/", logout, name="wagtailadmin_logout"),
    path("", include("kokebok.staff.urls")),
    path("", include("kokebok.people.urls")),
    path("redaksjon/", include("kokebok.desk.urls")),
    path("redaksjon/", include("kokebok.process.desk_urls")),
    path("redaksjon/", include("kokebok.outlets.desk_urls")),
    path("redaksjon/", include("kokebok.following.desk_urls")),
    path("redaksjon/", include("kokebok.archive.desk_urls")),
    path("redaksjon/", include("kokebok.api.desk_urls")),
    path("redaksjon/", include("kokebok.letters.desk_urls")),
    path("redaksjon/", include("kokebok.reminders.desk_urls")),
    *only_with("second_reading", path("redaksjon/", include("kokebok.second_reading.desk_urls"))),
    path("redaksjon/", include("kokebok.setup.desk_urls")),
    *only_with("rounds", path("redaksjon/", include("kokebok.rounds.desk_urls"))),
    *only_with("events", path("redaksjon/", include("kokebok.events.desk_urls"))),
    *only_with("events", path("", include("kokebok.events.urls"))),
    *only_with("actors", path("redaksjon/", include("kokebok.actors.desk_urls"))),
    *only_with("actors", path("", include("kokebok.actors.urls"))),
    path("redaksjon/", include("kokebok.reading.desk_urls")),
    *only_with("rounds", path("", include("kokebok.rounds.urls"))),
    *only_with("calls", path("redaksjon/", include("kokebok.calls.desk_urls"))),
    *only_with("calls", path("", include("kokebok.calls.urls"))),
    *only_with("review", path("redaksjon/", include("kokebok.review.desk_urls"))),
    *only_with("doors", path("redaksjon/", include("kokebok.doors.desk_urls"))),
    *only_with("clusters", path("redaksjon/", include("kokebok.clusters.desk_urls"))),
    *only_with("themes", path("redaksjon/", include("kokebok.themes.desk_urls"))),
    path("redaksjon/", include("kokebok.moderation.desk_urls")),
    path("redaksjon/", include("kokebok.versions.desk_urls")),
    path("redaksjon/", include("kokebok.lists.desk_urls")),
    path("redaksjon/", include("kokebok.registers.desk_urls")),
    path("redaksjon/", include("kokebok.search.desk_urls")),
    path("redaksjon/", include("kokebok.later.desk_urls")),
    path("", include("kokebok.inputs.urls")),
    path("", include("kokebok.moderation.urls")),
    path("utgave/", include("kokebok.outlets.urls")),
    path("", include("kokebok.outlets.picture_urls")),
    path("folg/", include("kokebok.following.urls")),
    path("meld-av/", include("kokebok.outlets.opt_out_urls")),
    path("", include("kokebok.process.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("kokebok.config.demo_urls")))
urlpatterns += [
    path("", include("kokebok.api.urls")),
    path("", include("kokebok.reading.urls")),
    path("", include("kokebok.outlets.sheet_urls")),
    re_path(r"^((?:[\w\-]+/)*)$", page, name="wagtail_serve"),  # the name by which Wagtail makes addresses
]
