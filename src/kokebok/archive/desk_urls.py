"""Archives at the desk."""

from django.urls import path

from kokebok.archive import views

app_name = "archive"
urlpatterns = [
    path("arkiv/", views.all_archives, name="archives"),
    path("arkiv/<number:number>/", views.archive_file, name="file"),
    path("arkiv/<number:number>/stopp/", views.stop, name="stop"),
    path("arkiv/<number:number>/slett/", views.delete, name="delete"),
]
