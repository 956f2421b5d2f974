"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.review import draft_views, editors_views, page_views, views, word_views

app_name = "review"
urlpatterns = [
    path("lesing/", views.my_readings, name="start"),
    path("lesing/navn/", views.name_adviser, name="name_adviser"),
    path("lesing/<number:number>/", views.my_reading, name="mine"),
    path("lesing/<number:number>/navn/", views.name_me, name="name_me"),
    path("lesing/<number:number>/side/<number:page>/", page_views.read_page, name="page"),
    path("lesing/<number:number>/utkast/<number:draft>/", draft_views.read_draft, name="draft"),
    path("lesing/<number:number>/<number:portion>/", views.read_paragraph, name="paragraph"),
    path("lesinger/", editors_views.readings, name="readings"),
    path("lesinger/ny/", editors_views.new_reading, name="new"),
    path("lesinger/<number:number>/", editors_views.reading, name="reading"),
    path("lesinger/<number:number>/utkast/<number:draft>/", draft_views.heard_of_draft, name="draft_heard"),
    path("lesinger/<number:number>/slipp/", editors_views.release_remarks, name="release"),
    path("lesinger/<number:number>/endre/", editors_views.change_reading, name="change"),
    path("word/", when_on(Feature.WORD, word_views.files), name="word"),
    path("word/<number:number>/", when_on(Feature.WORD, word_views.file), name="word_file"),
    path("word/<number:number>/ta-inn/", when_on(Feature.WORD, word_views.take_in_file), name="word_take_in"),
    path("word/<number:number>/la-ligge/", when_on(Feature.WORD, word_views.drop_file), name="word_drop"),
]
