"""Addresses for administrators, and for those who take in Word files, under /redaksjon/."""

from django.urls import path

from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.setup import (
    feature_views,
    keeping_views,
    look_views,
    sender_views,
    topic_views,
    views,
    word_views,
)

app_name = "setup"
urlpatterns = [
    path("ta-inn-word/", when_on(Feature.WORD, word_views.documents), name="documents"),
    path("ta-inn-word/<number:number>/", when_on(Feature.WORD, word_views.document), name="document"),
    path(
        "ta-inn-word/<number:number>/ta-inn/",
        when_on(Feature.WORD, word_views.take_in),
        name="take_in_document",
    ),
    path(
        "ta-inn-word/<number:number>/la-ligge/",
        when_on(Feature.WORD, word_views.drop_document),
        name="drop_document",
    ),
    path("temabilde/<number:number>/", topic_views.topic_picture, name="topic_picture"),
    path("innstillinger/", views.overview, name="overview"),
    path("innstillinger/begynn/", views.start, name="start"),
    path("innstillinger/begynn-pa-nytt/", views.again, name="again"),
    path("innstillinger/sikkerhetskopier/", views.backups, name="backups"),
    path("innstillinger/utseende/", look_views.look, name="look"),
    path("innstillinger/avsender/", sender_views.sender, name="sender"),
    path("innstillinger/avsender/<slug:language>/", sender_views.words, name="sender_words"),
    path("innstillinger/brev/", views.mail, name="mail"),
    path("innstillinger/tillegg/", feature_views.features, name="features"),
    path("innstillinger/lagringstid/", keeping_views.keeping, name="keeping"),
    path("innstillinger/<slug:key>/", views.step, name="step"),
]
