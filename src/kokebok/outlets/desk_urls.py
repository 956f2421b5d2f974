"""Editions and dispatches at the desk."""

from django.urls import path

from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.outlets import (
    correct_views,
    cover_letter_views,
    desk_views,
    dispatch_views,
    explain_views,
    letter_views,
    list_views,
    one_letter_views,
    paper_views,
    report_views,
    text_views,
    unreachable_views,
    word_views,
)
from kokebok.web.present import only_with

app_name = "outlets_desk"
urlpatterns = [
    *only_with("review", path("word/ny/", when_on(Feature.WORD, word_views.new_copy), name="word_copy")),
    path("tekst-med-innspill/", text_views.text_said, name="text_said"),
    path("tekst-med-innspill/<slug:form>/", text_views.text_said_file, name="text_said_file"),
    path("utgaver/", desk_views.editions, name="editions"),
    path("utgaver/uforklart/", explain_views.unexplained, name="unexplained"),
    path("utgaver/ny/", desk_views.new_edition, name="new_edition"),
    path("utgaver/<edition:number>/", desk_views.edition, name="edition"),
    path("utgaver/<edition:number>/eksemplarer/", desk_views.copies, name="copies"),
    path("utgaver/<edition:number>/eksemplarer/stopp/", desk_views.stop_copies, name="stop_copies"),
    path("utgaver/<edition:number>/eksemplarer/<slug:form>/", desk_views.make_again, name="make_again"),
    path("utgaver/<edition:number>/rettelse/", correct_views.erratum, name="erratum"),
    path("utgaver/<edition:number>/trekk-tilbake/", correct_views.withdrawal, name="withdrawal"),
    path("utgaver/<edition:number>/utsending/", dispatch_views.new_dispatch, name="new_dispatch"),
    *only_with("rounds", path("runder/<number:number>/plakat/", paper_views.poster, name="round_poster")),
    *only_with(
        "rounds",
        path(
            "runder/<number:number>/sporsmal/<number:prompt>/<slug:form>.pdf",
            paper_views.paper,
            name="round_paper",
        ),
    ),
    path("mottakere/", list_views.all_lists, name="recipient_lists"),
    path("mottakere/rapport.<slug:form>", report_views.all_files, name="all_deliveries_file"),
    path("mottakere/ny/", list_views.new_list, name="new_recipient_list"),
    path("retur/", unreachable_views.unreachable, name="unreachable"),
    path("retur/fil/", unreachable_views.read_file, name="read_bounces"),
    path("retur/<number:number>/", unreachable_views.put_right_address, name="put_right"),
    path("retur/<number:number>/la-ligge/", unreachable_views.let_address_be, name="let_be"),
    path("mottakere/<number:number>/", list_views.one_list, name="recipient_list"),
    path("mottakere/<number:number>/slett/", list_views.delete, name="delete_recipient_list"),
    path("brevmaler/", letter_views.all_templates, name="letter_templates"),
    path("brevmaler/ny/", letter_views.new_template, name="new_letter_template"),
    path("brevmaler/<number:number>/", letter_views.one_template, name="letter_template"),
    path("brevmaler/<number:number>/slett/", letter_views.delete, name="delete_letter_template"),
    path("utsending/", report_views.dispatches, name="dispatches"),
    path("utsending/<number:number>/", dispatch_views.dispatch, name="dispatch"),
    path("utsending/<number:number>/rapport.<slug:form>", report_views.dispatch_file, name="dispatch_file"),
    path(
        "utsending/<number:number>/e-post/<number:letter>/mottaker/",
        report_views.recipient,
        name="recipient",
    ),
    path(
        "utsending/<number:number>/e-post/<number:letter>/mottaker/rapport.<slug:form>",
        report_views.recipient_file,
        name="recipient_file",
    ),
    path("utsending/<number:number>/framdrift/", dispatch_views.progress, name="progress"),
    path("utsending/<number:number>/start/", dispatch_views.start_sending, name="start"),
    path("utsending/<number:number>/stopp/", dispatch_views.stop_sending, name="stop"),
    path("utsending/<number:number>/brev/<number:letter>/", dispatch_views.settle, name="settle"),
    path("utsending/<number:number>/e-post/<number:letter>/", one_letter_views.one_letter, name="one_letter"),
    path(
        "utsending/<number:number>/e-post/<number:letter>/<slug:name>.<slug:ending>",
        cover_letter_views.one_file,
        name="cover_letter",
    ),
    path("utsending/<number:number>/folgeskriv.zip", cover_letter_views.all_files, name="cover_letters"),
]
