"""The addresses of the demo, which has some that no other cookbook has."""

from django.urls import include, path

from kokebok.config import urls

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
urlpatterns = [path("demo/", include("kokebok.config.demo_urls")), *urls.urlpatterns]
