"""The letters that dispatches begin from, at the desk: all of them, and one to be written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.inputs.token_forms import replaced
from kokebok.lib.bounded import number_in
from kokebok.outlets.actions.letter_templates import delete_template, keep_template
from kokebok.outlets.letter_forms import LetterTemplateForm, words_of_template
from kokebok.outlets.letter_words import FIELD_HELP, fields_in
from kokebok.outlets.models import LetterTemplate, RecipientLanguage
from kokebok.outlets.queries import find_template, find_template_or_none, letter_templates
from kokebok.outlets.rules import TemplateChangedMeanwhile
from kokebok.people.rules import Refused


@desk_page("dispatch.send")
@require_safe
def all_templates(request: HttpRequest) -> HttpResponse:
    """All templates, the default first."""
    return show(request, "outlets/desk/letter_templates.html", {"templates": letter_templates()})


@desk_page("dispatch.send")
def new_template(request: HttpRequest) -> HttpResponse:
    """A new template."""
    return _template(request, None)


@desk_page("dispatch.send")
def one_template(request: HttpRequest, number: int) -> HttpResponse:
    """A template, to be written anew."""
    return _template(request, find_template(number))


@desk_page("dispatch.send")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Ask before a template is deleted, and delete it."""
    kept = find_template_or_none(number)
    if kept is None:
        messages.warning(request, _("The template is deleted already."))
        return redirect("outlets_desk:letter_templates")
    if request.method != "POST":
        return show(request, "outlets/desk/delete_letter_template.html", {"kept": kept})
    try:
        delete_template(kept, seen=number_in(request.POST.get("seen", "")) or 0, by=person_of(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("outlets_desk:delete_letter_template", number)
    messages.success(request, _("The template is deleted."))
    return redirect("outlets_desk:letter_templates")


def _template(request: HttpRequest, kept: LetterTemplate | None) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, LetterTemplateForm.of(kept), kept, 200)
    form = LetterTemplateForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, kept, 422)
    said = form.cleaned_data
    try:
        keep_template(
            kept,
            name=said["name"],
            texts=form.texts,
            is_default=said["is_default"],
            by=person_of(request),
            seen=said["seen"] or 0,
        )
    except TemplateChangedMeanwhile as refusal:
        return _too_late(request, form, kept, refusal)
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return _shown(request, form, kept, 422)
    messages.success(request, _("The template is kept."))
    return redirect("outlets_desk:letter_templates")


def _too_late(
    request: HttpRequest, form: LetterTemplateForm, kept: LetterTemplate | None, refusal: Refused
) -> HttpResponse:
    """Both texts on the page, and the next try counts as having seen the other's; a deleted one is made anew."""
    now = find_template_or_none(kept.pk) if kept else None
    form.add_error(None, str(refusal))
    form.data = replaced(form.data, "seen", str(now.version if now else 0))
    return _shown(request, form, kept, 409, now)


def _shown(
    request: HttpRequest,
    form: LetterTemplateForm,
    kept: LetterTemplate | None,
    status: int,
    saved: LetterTemplate | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "kept": kept,
        "saved": words_of_template(saved).values() if saved else (),
        "names": [(one.label, fields_in(one.value)) for one in RecipientLanguage],
        "meanings": list(zip(fields_in("nb"), FIELD_HELP.values(), strict=True)),
    }
    return show(request, "outlets/desk/letter_template.html", context, status)
