"""Addresses of the desk."""

from django.urls import path

from kokebok.desk import start
from kokebok.desk.assigning import notes_views
from kokebok.desk.assigning import views as assigning_views
from kokebok.desk.bulk import views as bulk_views
from kokebok.desk.calls import views as calls_views
from kokebok.desk.export import views as export_views
from kokebok.desk.holding import views as holding_views
from kokebok.desk.inbox import views as inbox_views
from kokebok.desk.joined import views as joined_views
from kokebok.desk.journal import views as journal_views
from kokebok.desk.opened import answering_views
from kokebok.desk.opened import views as opened_views
from kokebok.desk.publishing import meeting_views, places_views
from kokebok.desk.replies import views as replies_views
from kokebok.web.present import only_with

app_name = "desk"
urlpatterns = [
    path("", start.start, name="start"),
    path("innspill/", inbox_views.queue_page, name="queue"),
    path("innspill/filter/", inbox_views.save_this_filter, name="save_filter"),
    path("innspill/filter/<number:key>/fjern/", inbox_views.remove_saved_filter, name="remove_filter"),
    path("neste-utgave/", inbox_views.next_edition, name="next_edition"),
    path("taster/", inbox_views.own_keys, name="keys"),
    path("innspill/fil/<slug:form>/", export_views.inputs_file, name="inputs_file"),
    path("innspill/<number:number>/", opened_views.opened, name="opened"),
    path("innspill/<number:number>/publiser/", opened_views.approve_input, name="approve"),
    path("innspill/<number:number>/avvis/", opened_views.refuse_input, name="refuse"),
    path("innspill/<number:number>/svar/", answering_views.answer_input, name="answer"),
    path("innspill/<number:number>/mal/", answering_views.fill_in, name="fill_in"),
    path("innspill/<number:number>/brev/", answering_views.letter, name="letter"),
    path("innspill/<number:number>/hold/", answering_views.hold_answer, name="hold"),
    path("innspill/<number:number>/utkast/", answering_views.keep_mine, name="draft"),
    path("innspill/<number:number>/angre/", answering_views.undo_answer, name="undo"),
    path("innspill/<number:number>/sprak/", answering_views.say_language, name="language"),
    *only_with("calls", path("innspill/<number:number>/til-boka/", calls_views.make_page, name="make_page")),
    path("innspill/<number:number>/flytt/", places_views.move_input, name="move"),
    path("innspill/<number:number>/gi-til/", assigning_views.assign_input, name="assign"),
    path("innspill/<number:number>/ta/", assigning_views.take_input, name="take"),
    path("innspill/<number:number>/gi-tilbake/", assigning_views.hand_back_input, name="hand_back"),
    path("innspill/<number:number>/notat/", notes_views.note_on_input, name="note"),
    path("innspill/<number:number>/her/", notes_views.here, name="here"),
    path("mitt/", assigning_views.my_page, name="mine"),
    path("fordeling/", assigning_views.share_out, name="share_out"),
    path("etter-publisering/<number:page_id>/", places_views.after_publishing, name="after_publishing"),
    path("samtidig/<number:page_id>/<number:mine>/", meeting_views.choose_texts, name="choose_texts"),
    path("uten-plass/", places_views.lost_places, name="lost_places"),
    path("avsnitt/<slug:anchor>/", joined_views.joined_page, name="joined"),
    path("holdt-tilbake/", holding_views.held_page, name="held"),
    path("holdt-tilbake/kast/", holding_views.drop_held, name="drop_held"),
    path("maler/", replies_views.templates, name="templates"),
    path("maler/ny/", replies_views.new_template, name="new_template"),
    path("maler/<number:number>/", replies_views.template, name="template"),
    path("flere/", bulk_views.many, name="many"),
    path("flere/<number:number>/", bulk_views.run_page, name="run"),
    path("flere/<number:number>/angre/", bulk_views.undo_page, name="undo_run"),
    path("journal/", journal_views.journal, name="journal"),
    path("journal/fil/<slug:form>/", journal_views.file, name="journal_file"),
]
