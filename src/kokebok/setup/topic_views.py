"""The screen where one chooses the picture of a topic."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kokebok.lists.models import Which
from kokebok.lists.queries import find_entry
from kokebok.lists.rules import MAY
from kokebok.people.entrance import entrance, person_of, show
from kokebok.setup.actions.picture_topic import picture_topic
from kokebok.setup.picture_forms import TopicPictureForm


@entrance(MAY, "lists.keep")
def topic_picture(request: HttpRequest, number: int) -> HttpResponse:
    """The picture of a topic: looked at, or saved."""
    topic = find_entry(Which.THEMES, number)
    form = TopicPictureForm(
        request.POST or None, request.FILES or None, instance=find_entry(Which.THEMES, number)
    )
    if request.method == "POST" and form.is_valid():
        is_new = picture_topic(topic, form.values(), by=person_of(request))
        messages.success(request, _("Saved.") if is_new else _("Nothing was changed."))
        return redirect("lists:entry", Which.THEMES, number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(
        request, "setup/topic_picture.html", {"topic": topic, "form": form, "picture": form.chosen}, status
    )
