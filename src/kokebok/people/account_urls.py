"""Signing in and out by a code on e-mail. What allauth has for passwords and new accounts is left out."""

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", views.request_login_code, name="account_login"),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    # allauth asks for this address when it writes to somebody it does not know; nobody makes an account here.
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
]
