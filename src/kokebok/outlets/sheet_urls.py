"""Sheets stand below the page they are of: /verktoy/sjekkliste/ark.a4.pdf"""

from django.urls import re_path

from kokebok.outlets import sheet_views

app_name = "sheets"
urlpatterns = [
    re_path(
        r"^(?P<path>(?:[\w\-]+/)+)ark\.(?P<form>a4\.pdf|a3\.pdf|docx|saksframlegg\.docx)$",
        sheet_views.sheet,
        name="sheet",
    ),
]
