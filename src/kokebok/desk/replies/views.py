"""The pages of the reply templates."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.models import ReplyTemplate
from kokebok.desk.replies.actions.reply_templates import change_template, make_template, remove_template
from kokebok.desk.replies.forms import TemplateForm
from kokebok.desk.replies.placeholders import LANGUAGES, PLACEHOLDER_HELP, named_in
from kokebok.inputs.rules import TooLate
from kokebok.inputs.token_forms import replaced
from kokebok.people.rules import Refused


@desk_page("desk.answer")
def templates(request: HttpRequest) -> HttpResponse:
    """The templates in use, by language."""
    rows = ReplyTemplate.objects.in_use().select_related("by")
    groups = [(one[0].get_language_display(), one) for _key, one in _by_language(rows)]
    return show(request, "desk/templates.html", {"groups": groups})


def _by_language(rows: object) -> list[tuple[str, list[ReplyTemplate]]]:
    return [(key, list(group)) for key, group in groupby(rows, key=lambda one: one.language)]  # type: ignore[call-overload]


@desk_page("desk.answer")
def new_template(request: HttpRequest) -> HttpResponse:
    """Make one."""
    form = TemplateForm(request.POST) if request.method == "POST" else TemplateForm.of(None)
    if not form.is_bound or not form.is_valid():
        return _show(request, form, None)
    data = form.cleaned_data
    try:
        make_template(name=data["name"], language=data["language"], text=data["text"], by=person_of(request))
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return _show(request, form, None)
    messages.success(request, _("The template is kept, and can be chosen when you answer."))
    return redirect("desk:templates")


@desk_page("desk.answer")
def template(request: HttpRequest, number: int) -> HttpResponse:
    """Change one, or take it out of use."""
    found = _find(number)
    if request.method != "POST":
        return _show(request, TemplateForm.of(found), found)
    if "remove" in request.POST:
        remove_template(found, by=person_of(request))
        messages.success(request, _("“%(name)s” is out of use.") % {"name": found.name})
        return redirect("desk:templates")
    form = TemplateForm(request.POST)
    if not form.is_valid():
        return _show(request, form, found)
    data = form.cleaned_data
    try:
        change_template(
            found,
            name=data["name"],
            language=data["language"],
            text=data["text"],
            by=person_of(request),
            seen=data["seen"] or 0,
        )
    except TooLate as refusal:
        return _too_late(request, form, number, refusal)
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return _show(request, form, found)
    messages.success(request, _("The template is changed."))
    return redirect("desk:templates")


def _too_late(request: HttpRequest, form: TemplateForm, number: int, refusal: TooLate) -> HttpResponse:
    """Both texts on the page, and the next try counts as having seen the other's."""
    found = _find(number)
    form.add_error(None, str(refusal))
    form.data = replaced(form.data, "seen", str(found.version))
    return _show(request, form, found, status=409, saved=found)


def _find(number: int) -> ReplyTemplate:
    return get_object_or_404(ReplyTemplate.objects.in_use().select_related("by"), pk=number)


def _show(
    request: HttpRequest,
    form: TemplateForm,
    found: ReplyTemplate | None,
    status: int = 0,
    saved: ReplyTemplate | None = None,
) -> HttpResponse:
    names = [(label, [f"{{{name}}}" for name in named_in(code)]) for code, label in LANGUAGES]
    context = {
        "form": form,
        "template": found,
        "saved": saved,
        "names": names,
        "meanings": list(zip(named_in("nb"), PLACEHOLDER_HELP.values(), strict=True)),
    }
    return show(request, "desk/template.html", context, status or (422 if form.is_bound else 200))
