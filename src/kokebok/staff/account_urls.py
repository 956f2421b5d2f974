"""Signing in and out, under the names allauth knows. What it has for passwords and new accounts is left out."""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from kokebok.staff import account_views, own_views

urlpatterns = [
    path("login/", account_views.ask_code, name="account_login"),
    path("login/code/", account_views.ask_code, name="account_request_login_code"),
    path("login/code/confirm/", account_views.type_code, name="account_confirm_login_code"),
    path("login/passnokkel/", account_views.use_passkey, name="mfa_login_webauthn"),
    path("login/andre-steg/", account_views.take_second_step, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    # allauth asks for this address when it writes to somebody it does not know; nobody makes an account here.
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("sikkerhet/", own_views.security, name="mfa_index"),
    path("sikkerhet/bekreft/", account_views.take_second_step_again, name="mfa_reauthenticate"),
    path(
        "sikkerhet/bekreft/passnokkel/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("sikkerhet/app/", app.activate_totp, name="mfa_activate_totp"),
    path("sikkerhet/app/fjern/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("sikkerhet/reservekoder/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sikkerhet/reservekoder/nye/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sikkerhet/passnokler/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("sikkerhet/passnokler/ny/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("sikkerhet/passnokler/<number:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sikkerhet/passnokler/<number:pk>/fjern/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
