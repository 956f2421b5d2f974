"""Editions as readers meet them."""

from django.urls import path

from kokebok.outlets import cite_views, compare_views, sheet_views, views

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
    path("<edition:number>/fil/<slug:form>/<slug:sha256>/", views.same_file, name="same_file"),
    path("<edition:number>/henvisning/<slug:form>/", cite_views.edition, name="cite"),
    path("<edition:number>/henvisning/<slug:form>/side/<path:path>/", cite_views.page, name="cite_page"),
    path(
        "<edition:number>/henvisning/<slug:form>/<slug:anchor>/", cite_views.paragraph, name="cite_paragraph"
    ),
    path("<edition:number>/doi/<slug:agency>.xml", cite_views.registration, name="doi"),
    path("<edition:number>/<path:path>/ark.<str:form>", sheet_views.frozen_sheet, name="sheet"),
    path("<edition:number>/<path:path>/", views.page, name="page"),
]
