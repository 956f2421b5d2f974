"""The register at the desk: what is in it, and a newer file, looked at before it is taken in."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.doors.sheet_forms import list_sent
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.registers.actions.take_in import take_in as take_rows_in
from kokebok.registers.area_rows import AreasRead, read_areas, written_areas
from kokebok.registers.differences import RegisterChanges, compare
from kokebok.registers.forms import RegisterFileForm
from kokebok.registers.klass_rows import read_klass
from kokebok.registers.queries import counties_with_municipalities, ended_areas, register_is_empty
from kokebok.registers.rules import MAY
from kokebok.registers.shipped import HOLDS_FROM, shipped_areas

register_page = partial(entrance, MAY, "register.keep")
FAULTS_SHOWN = 50


@register_page()
def register(request: HttpRequest) -> HttpResponse:
    """The register; where it is empty, the one that comes along can be taken in."""
    if request.method == "POST":
        with refusal_told(request, messages.WARNING):
            take_rows_in(shipped_areas().rows, day=HOLDS_FROM, is_whole=False, by=person_of(request))
            messages.success(request, _("The municipalities are in the register now."))
        return redirect("registers:register")
    counties = counties_with_municipalities()
    context = {
        "counties": counties,
        "total": sum(len(row.municipalities) for row in counties),
        "ended": ended_areas(),
        "is_empty": register_is_empty(),
    }
    return show(request, "registers/register.html", context)


@register_page()
def take_in(request: HttpRequest) -> HttpResponse:
    """A newer file: what it would change is told first, and done only as it was told."""
    if request.method != "POST":
        form = RegisterFileForm(initial={"day": timezone.localdate()})
        return show(request, "registers/take_in.html", {"form": form})
    form, read = list_sent(
        request, RegisterFileForm, "areas", read=_areas_in, written=lambda found: written_areas(found.rows)
    )
    changes = None
    if read is not None and not read.faults and form.is_valid():
        said = form.cleaned_data
        if request.POST.get("do") == "take_in" and said["seen"]:
            with refusal_in(form, None):
                take_rows_in(
                    read.rows,
                    day=said["day"],
                    is_whole=said["is_whole"],
                    seen=said["seen"],
                    by=person_of(request),
                )
                messages.success(request, _("The register is brought up to date."))
                return redirect("registers:register")
        with refusal_in(form, None):
            changes = compare(read.rows, day=said["day"], is_whole=said["is_whole"])
            form.data["seen"] = changes.digest  # type: ignore[index]
    context = {"form": form, **_shown(read, changes)}
    return show(request, "registers/take_in.html", context, 422 if form.errors or changes is None else 200)


def _shown(read: AreasRead | None, changes: RegisterChanges | None) -> dict[str, object]:
    faults = read.faults if read else ()
    return {"faults": faults[:FAULTS_SHOWN], "total_faults": len(faults), "changes": changes}


def _areas_in(name: str, content: bytes) -> AreasRead:
    is_json = name.lower().endswith(".json") or content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")
    return read_klass(content) if is_json else read_areas(name, content)
