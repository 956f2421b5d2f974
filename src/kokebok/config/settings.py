"""All settings. Read once from the environment (KOKEBOK_…, see docs/settings.md); a misspelt name stops the start."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kokebok.config.composition import *  # noqa: F403 (the lists by which apps find one another)
from kokebok.config.databases import database
from kokebok.config.environment import env
from kokebok.config.files import kept_storages, read_files
from kokebok.config.installed import *  # noqa: F403 (INSTALLED_APPS)
from kokebok.config.left_out import read_left_out
from kokebok.config.page_editor import *  # noqa: F403 (the settings of the page editor)
from kokebok.config.policy import policy
from kokebok.config.sign_in import NOBODY, read_provider, roles_or_all
from kokebok.lib.citing import doi_prefix
from kokebok.lib.env import Address, address, at_least, one_of, words, yes_or_no
from kokebok.lib.redis_server import impatient_pool

SOURCE = Path(__file__).resolve().parent.parent
HOME = SOURCE.parent.parent

# --- where things are ---
DATA = env.read("DATA", Path, default=HOME / "data", about="Folder for the database, files and letters.")
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
DEMO = env.read(
    "DEMO", yes_or_no, default=False, about="Shows sign-in codes and letters on /demo/. Never in real use."
)
DEBUG = env.read(
    "DEBUG", yes_or_no, default=False, about="Shows errors with their source. Never in real use."
)
BASE_URL = env.read(
    "BASE_URL",
    str,
    default="http://localhost:8000",
    about="The address people use, without a slash at the end.",
).rstrip("/")
DOI_PREFIX = env.read(
    "DOI_PREFIX",
    doi_prefix,
    default="",
    about="The prefix of the body's DOIs, such as 10.12345: each edition then has one to register.",
)
ALLOWED_HOSTS = env.read(
    "HOSTS",
    words,
    default=["localhost", "127.0.0.1", "[::1]"],
    about="Host names the site answers to, with commas.",
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
BEHIND_PROXY = env.read(
    "BEHIND_PROXY",
    yes_or_no,
    default=False,
    about="A proxy in front sets X-Forwarded-For and X-Forwarded-Proto.",
)


def _secret_key() -> str:
    """The key kept in the data folder, made the first time."""
    kept = DATA / "secret-key"
    try:
        return kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        fresh = secrets.token_urlsafe(50)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(fresh)
        return fresh


SECRET_KEY = (
    env.read(
        "SECRET_KEY",
        str,
        default="",
        about="Signs links and sessions. Without it, one is made in the data folder.",
    )
    or _secret_key()
)

# --- what it is made of ---
WITHOUT = read_left_out(env)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kokebok.config.policy.PolicyMiddleware",
    "kokebok.api.refusals.RefusedAsData",
    "kokebok.book.interface_language.LanguageMiddleware",
    "kokebok.web.front_door.FrontDoor",  # before all that looks at cookies, addresses and forms
    "kokebok.web.just_sent.JustSent",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kokebok.lists.request_cache.RequestCache",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kokebok.staff.watch.Watch",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kokebok.web.refusals.Refusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "kokebok.book.one_transaction.OneTransaction",  # last: what the others refuse is refused first
]
ROOT_URLCONF = "kokebok.config.urls"
WSGI_APPLICATION = "kokebok.config.wsgi.application"
ASGI_APPLICATION = "kokebok.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kokebok.config.context.site",
            ]
        },
    }
]

# --- data ---
DATABASES = {
    "default": env.read(
        "DATABASE",
        database,
        default=database(f"sqlite:///{DATA / 'kokebok.sqlite3'}"),
        about="sqlite:///file or postgres://user:word@host/name. Without it, a file in the data folder.",
    )
}
REDIS: Address | None = env.read(
    "REDIS",
    address,
    default=None,
    about="redis://host:6379/0, needed when several machines serve the same book.",
)
REDIS_URL = os.environ.get("KOKEBOK_REDIS", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "kokebok.config.shared_cache.SharedCache", "LOCATION": REDIS_URL}
    if REDIS
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
_FILES = read_files(env, DATA)
IN_BUCKET, FILES_ROOT, FILES_S3 = _FILES.in_bucket, _FILES.root, _FILES.s3
FILES_PUBLIC, FILES_BY_PROXY = _FILES.public, _FILES.by_proxy
MEDIA_ROOT = FILES_ROOT / "files"
MEDIA_URL = "/files/"
COPIES = FILES_ROOT / "copies"
ATTACHMENTS = FILES_ROOT / "attachments"
ARRIVALS = FILES_ROOT / "arrivals"
# Named by the database, and never made again: a backup has them, and several machines share them (docs/operations.md).
KEPT_FOLDERS = (MEDIA_ROOT, ATTACHMENTS, ARRIVALS, COPIES)
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    **kept_storages(in_bucket=IN_BUCKET),
    "staticfiles": {"BACKEND": "kokebok.web.static_files.VersionedStorage"},
}

# --- later work ---
TASKS = {
    # Wagtail's search index: at once, since two workers on the same page would collide, and a reader searches at once.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "later": {"BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend", "QUEUES": ["default", "heavy"]},
}
HUEY: dict[str, Any] = {
    "name": "kokebok",
    "immediate": False,
    **(
        {"huey_class": "huey.RedisHuey", "connection_pool": impatient_pool(REDIS_URL)}
        if REDIS
        else {"huey_class": "huey.SqliteHuey", "filename": str(DATA / "tasks.sqlite3"), "fsync": True}
    ),
    "consumer": {"workers": 2, "worker_type": "thread", "periodic": False, "max_delay": 0.5},
}

# --- people ---
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/redaksjon/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kokebok.staff.signing_in.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code is sent to the address, so typing it proves the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "kokebok.staff.signing_in.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "kokebok.staff.second_step_forms.SecondStepForm",
    "reauthenticate": "kokebok.staff.second_step_forms.SecondStepAgainForm",
    "login_webauthn": "kokebok.staff.passkey_forms.PasskeyLoginForm",
    "authenticate_webauthn": "kokebok.staff.passkey_forms.PasskeyStepForm",
    "reauthenticate_webauthn": "kokebok.staff.passkey_forms.PasskeyStepAgainForm",
    "add_webauthn": "kokebok.staff.passkey_forms.NewPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://localhost")
REQUIRE_MFA: frozenset[str] = env.read(
    "REQUIRE_MFA",
    roles_or_all,
    default=NOBODY,
    about="Who must take a second step to sign in: roles with commas, all, or none.",
)
OIDC = read_provider(env)
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
# Not Strict: whoever comes from a letter is still signed in.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kokebok.web.refusals.form_refused"

# --- letters ---
SMTP: Address | None = env.read(
    "SMTP",
    address,
    default=None,
    about="smtp://user:word@host:587 (smtp+tls:// or smtps://). Without it, letters are files.",
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.read(
    "FROM_EMAIL", str, default="kokebok@example.no", about="The address letters come from."
)
EMAIL_FILE_PATH = DATA / "letters"
RETURN_PATH = env.read(
    "RETURN_PATH",
    str,
    default="",
    about="Where e-mails that do not arrive come back to, as retur@example.no: a mailbox that takes retur+…@ too.",
)
EMAIL_BACKEND = "kokebok.letters.smtp.SmtpBackend" if SMTP else "kokebok.config.letters.LettersInFiles"
if SMTP:
    EMAIL_HOST, EMAIL_PORT = SMTP.host, SMTP.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP.user, SMTP.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP.scheme == "smtp+tls", SMTP.scheme == "smtps"
EMAIL_TIMEOUT = 20
LETTERS_A_MINUTE = env.read(
    "LETTERS_A_MINUTE",
    at_least(1),
    default=600,
    about="How many letters each machine hands to the mail server in a minute, at most.",
)

# --- inputs ---
INPUTS_AN_HOUR = env.read(
    "INPUTS_AN_HOUR",
    int,
    default=30,
    about="How many inputs one network may send in an hour, and as much of all else one asks for by open forms.",
)
ATTACHMENT_SORTS = env.read(
    "ATTACHMENT_SORTS",
    words,
    default=["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "png", "jpeg", "txt", "csv"],
    about="The sorts of files that may come with an input, with commas; “none” takes none.",
)
ATTACHMENT_MB = env.read(
    "ATTACHMENT_MB",
    int,
    default=10,
    about="How large one file that comes with an input may be, in megabytes.",
)
ATTACHMENTS_AN_INPUT = env.read(
    "ATTACHMENTS_AN_INPUT", int, default=5, about="How many files may come with one input."
)
ATTACHMENT_MB_AN_HOUR = env.read(
    "ATTACHMENT_MB_AN_HOUR",
    int,
    default=100,
    about="How many megabytes of files one network may send in an hour by the page's own form.",
)
FREE_MB = env.read(
    "FREE_MB",
    int,
    default=1000,
    about="Files are refused when less than this many megabytes are free on the disk.",
)
IMPORT_MB = env.read(
    "IMPORT_MB",
    int,
    default=50,
    about="How large a file of letters or rows, or a Word document, may be that is put in at the desk.",
)
IMAP: Address | None = env.read(
    "IMAP",
    address,
    default=None,
    about="imaps://user:word@host/INBOX: a mailbox whose letters become inputs (imap+tls:// or imap:// too).",
)
SECONDS_TO_WRITE = env.read(
    "SECONDS_TO_WRITE",
    int,
    default=3,
    about="A form sent faster than this many seconds is taken for a machine's.",
)
UNDO_SECONDS = env.read(
    "UNDO_SECONDS",
    int,
    default=600,
    about="How long an answer can be taken back, and a change rests, before anybody is told by letter.",
)

# --- languages ---
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English"))]
# What Wagtail lacks in Norwegian, and what Django has in American English.
LOCALE_PATHS = [SOURCE / "locale", SOURCE / "locale_pen", SOURCE / "locale_british"]
FORMAT_MODULE_PATH = ["kokebok.config.formats"]
LANGUAGE_COOKIE_NAME = "kokebok_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

WAGTAILADMIN_BASE_URL = BASE_URL

# --- safety ---
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy([FILES_PUBLIC] if IN_BUCKET and FILES_PUBLIC else [])}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_HSTS_SECONDS = 31_536_000 if BASE_URL.startswith("https://") else 0
SECURE_SSL_REDIRECT = SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # a public body decides for its own subdomains
    "security.W008",  # https is the proxy's work, and said by HSTS
    "security.W021",  # preloading HSTS is the domain owner's decision
    "security.W019",  # the page editor shows its preview in a frame of our own
    "auth.W004",  # an address is unique whatever its capitals: the database holds it (person_email_once)
    "urls.W002",  # the page address is a catch-all beneath the root
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "kokebok.web.uploads.NamelessUploads",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "kokebok.config.log_lines.LinesToRead",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "kokebok.config.log_lines.LinesOfJson"},
    },
    "filters": {"lines": {"()": "kokebok.config.log_lines.RefusalsInALine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["lines"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

LOG_LEVEL = env.read(
    "LOG_LEVEL", str, default="WARNING", about="How much the server says: WARNING, INFO or DEBUG."
)
LOGGING["root"]["level"] = LOG_LEVEL  # type: ignore[index]
LOG = env.read(
    "LOG",
    one_of("lines", "json"),
    default="lines",
    about="How the log is written: lines to read, or json, an object a line, with nothing of anybody in it.",
)
if LOG == "json":
    LOGGING["handlers"]["console"]["formatter"] = "json"  # type: ignore[index]
    logging.captureWarnings(True)  # else Python writes them beside the log
BACKUP_DAYS = env.read(
    "BACKUP_DAYS",
    at_least(1),
    default=8,
    about="How many days old the last backup may be before the desk says so.",
)
METRICS_TOKEN = env.read(
    "METRICS_TOKEN",
    str,
    default="",
    about="Who has this word may read figures of the server at /metrics. Without it, nobody may.",
)
env.read("CHROMIUM", str, default="", about="The browser the tests use.")
env.read("TEST_DATABASE", str, default="", about="postgres://… the tests run on as well.")
SETTINGS_WE_KNOW = dict(env.asked)
env.require_known()
