"""Pictures of the text, of the body and of the page editor's library; and the body's colour."""

from django.urls import path

from kokebok.outlets import picture_views

app_name = "pictures"
urlpatterns = [
    path("bilde/<str:name>", picture_views.picture, name="picture"),
    path("logo/<str:name>", picture_views.logo, name="logo"),
    path("farger/<str:name>.css", picture_views.colours, name="colours"),
    path("deling/<slug:name>.png", picture_views.share, name="share"),
    path("files/<path:path>", picture_views.in_library, name="in_library"),
]
