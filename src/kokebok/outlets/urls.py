"""Editions as readers meet them."""

from django.urls import path

from kokebok.outlets import compare_views, sheet_views, views

app_name = "outlets"
urlpatterns = [
    path("", views.editions, name="editions"),
    path("skjema/utgave-1.json", views.schema, name="schema"),
    path("sammenlign/", compare_views.choose, name="compare"),
    path("sammenlign/<state:before>/<state:after>/", compare_views.comparison, name="comparison"),
    path(
        "sammenlign/<state:before>/<state:after>/fil/<slug:form>/",
        compare_views.comparison_file,
        name="comparison_file",
    ),
    path(
        "sammenlign/<state:before>/<state:after>/side/<path:path>/",
        compare_views.page_compared,
        name="page_compared",
    ),
    path(
        "sammenlign/<state:before>/<state:after>/side/",
        compare_views.page_compared,
        {"path": ""},
        name="cover_compared",
    ),
    path("historie/<path:path>/", compare_views.page_history, name="page_history"),
    path("<edition:number>/", views.edition, name="edition"),
    path("<edition:number>/fil/<slug:form>/", views.download, name="download"),
    path("<edition:number>/<path:path>/", views.page, name="page"),
]
