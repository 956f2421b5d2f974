"""Addresses for following, and the feeds."""

from django.urls import path

from kokebok.following import feed_views, views

app_name = "following"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("sendt/", views.asked, name="asked"),
    path("bekreft/<token:token>/", views.confirm, name="confirm"),
    path("atom/", feed_views.of_book, name="feed"),
    path("atom/blogg/", feed_views.of_blog, name="feed_of_blog"),
    path("atom/side/<number:number>/", feed_views.of_page, name="feed_of_page"),
    path("atom/tema/<path:theme>/", feed_views.of_theme, name="feed_of_theme"),
    path("<token:token>/", views.manage, name="manage"),
    path("<token:token>/slutt/", views.stop, name="stop"),
    path("<token:token>/nyhetsbrev/<number:number>/", views.leave_newsletter, name="leave_newsletter"),
]
