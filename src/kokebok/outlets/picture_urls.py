"""Pictures of the text, and of the page editor's library."""

from django.urls import path

from kokebok.outlets import picture_views

app_name = "pictures"
urlpatterns = [
    path("bilde/<str:name>", picture_views.picture, name="picture"),
    path("files/<path:path>", picture_views.in_library, name="in_library"),
]
