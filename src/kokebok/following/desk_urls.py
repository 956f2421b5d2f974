"""The newsletter at the desk."""

from django.urls import path

from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.following import newsletter_views as views

app_name = "following_desk"
urlpatterns = [
    path("nyhetsbrev/", when_on(Feature.NEWSLETTER, views.newsletters), name="newsletters"),
    path("nyhetsbrev/nytt/", when_on(Feature.NEWSLETTER, views.new_newsletter), name="new_newsletter"),
    path("nyhetsbrev/<number:number>/", when_on(Feature.NEWSLETTER, views.newsletter), name="newsletter"),
    path(
        "nyhetsbrev/<number:number>/skriv/",
        when_on(Feature.NEWSLETTER, views.write_newsletter),
        name="write_newsletter",
    ),
    path(
        "nyhetsbrev/<number:number>/prov/",
        when_on(Feature.NEWSLETTER, views.try_newsletter),
        name="try_newsletter",
    ),
    path(
        "nyhetsbrev/<number:number>/ta-tilbake/",
        when_on(Feature.NEWSLETTER, views.take_back_newsletter),
        name="take_back_newsletter",
    ),
    path(
        "nyhetsbrev/<number:number>/kopi/",
        when_on(Feature.NEWSLETTER, views.copy_newsletter),
        name="copy_newsletter",
    ),
]
