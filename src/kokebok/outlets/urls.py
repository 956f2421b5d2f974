"""Editions as readers meet them."""

from django.urls import path

from kokebok.outlets import sheet_views, views

app_name = "outlets"
urlpatterns = [
    path("", views.editions, name="editions"),
    path("skjema/utgave-1.json", views.schema, name="schema"),
    path("<edition:number>/", views.edition, name="edition"),
    path("<edition:number>/fil/<slug:form>/", views.download, name="download"),
    path("<edition:number>/<path:path>/", views.page, name="page"),
]
