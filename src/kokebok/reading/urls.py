"""Readers' addresses, apart from the book's own pages, which stand wherever the editors put them."""

from django.urls import path, re_path

from kokebok.reading import (
    conversation_views,
    directory,
    inputs_views,
    log_views,
    map_views,
    network,
    own_views,
    round_views,
    searching,
    share_views,
    topic_views,
    views,
    words_views,
)
from kokebok.web.present import only_with

app_name = "reading"
urlpatterns = [
    path("robots.txt", map_views.robots, name="robots"),
    path("sitemap.xml", map_views.site_map, name="sitemap"),
    path("begynn/", views.begin, name="begin"),
    path("aktorer/", directory.directory, name="directory"),
    path("aktorer/nettverk/", network.network, name="network"),
    path("aktorer/<slug:slug>/", directory.actor, name="actor"),
    path("tema/", topic_views.all_topics, name="topics"),
    path("tema/<slug:key>/", topic_views.topic, name="topic"),
    path("sok/", searching.search, name="search"),
    path("sok/forslag/", searching.suggest, name="suggest"),
    path("sprak/", views.set_language, name="set_language"),
    path("a/<slug:anchor>/", views.permalink, name="permalink"),
    path("a/<slug:anchor>/ordlyder/", words_views.wordings, name="wordings"),
    path("a/<slug:anchor>/innspill/", inputs_views.to_paragraph, name="inputs_to_paragraph"),
    path("a/<slug:anchor>/del/", share_views.share, name="share"),
    path("a/<slug:anchor>/qr.svg", share_views.qr, name="share_qr"),
    path("kvittering/", inputs_views.find_receipt, name="find_receipt"),
    path("kvittering/<code:code>/", inputs_views.receipt, name="receipt"),
    path("mitt/", own_views.ask, name="ask_for_own"),
    path("mitt/<token:key>/", own_views.own, name="own"),
    path("mitt/<token:key>/fil/", own_views.file, name="own_file"),
    path("mitt/<token:key>/slett/", own_views.erase, name="erase_own"),
    path("innspill/", log_views.log, name="log"),
    path("innspill/atom/", log_views.feed, name="log_feed"),
    path("innspill/side/<number:number>/", inputs_views.to_page, name="inputs_to_page"),
    path("innspill/samtale/<number:number>/", conversation_views.conversation, name="conversation"),
    path("innspill/samtale/<number:number>/atom/", conversation_views.feed, name="conversation_feed"),
    path("innspill/fil/<slug:form>/", log_views.file, name="log_file"),
    *only_with("rounds", path("runder/<number:number>/", round_views.for_everyone, name="round")),
    *only_with(
        "rounds",
        path("runder/<number:number>/rapport.docx", round_views.file_for_everyone, name="round_file"),
    ),
    path("innspill/<number:number>/", inputs_views.public_input, name="input"),
    re_path(r"^(?P<page>tilgjengelighet|personvern|lisens)/$", words_views.about, name="about"),
]
