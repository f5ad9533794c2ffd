"""The settings of the web application; what differs by place comes from the environment.

docs/guide/room.md lists every variable that is read here.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ

from sameroom.discover import web_halves
from sameroom.site import home
from sameroom.webkit import logs

env = environ.Env()
HERE = Path(__file__).parent
STORE, ROOM, REPORT = home.store(), home.room(), home.report()
PUBLIC_URL = env.str("SAMEROOM_URL", default="")
# Where the room itself listens, as whoever starts it hands it on (site/running.py).
AT_HOME = os.environ.get(home.AT_HOME) or "http://127.0.0.1:8000"
IS_SECURE = PUBLIC_URL.startswith("https:")

SECRET_KEY = home.secret_key()
SECRET_KEY_FALLBACKS = env.list("SAMEROOM_OLD_SECRET_KEYS", default=[])
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
if PUBLIC_URL:
    ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "")
    CSRF_TRUSTED_ORIGINS = [f"{urlsplit(PUBLIC_URL).scheme}://{urlsplit(PUBLIC_URL).netloc}"]
if IS_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
# The proxy in front writes whom it answers at the end of X-Forwarded-For. Without it everybody
# would come from the proxy, and whoever guesses passwords would keep all others from signing in.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_SECURE else 0

INSTALLED_APPS = [
    "sameroom.webkit",
    *web_halves(),
    "sameroom.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "sameroom.webkit.metering.MeteringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sameroom.webkit.limits.UploadLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sameroom.webkit.locale.ReaderLocaleMiddleware",
    "sameroom.webkit.headers.HeadersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sameroom.people.web.seen.SeenMiddleware",
    "sameroom.webkit.methods.MethodMiddleware",
    "sameroom.webkit.access.AccessMiddleware",
    "sameroom.people.web.middleware.FactorMiddleware",
]
ROOT_URLCONF = "sameroom.site.urls"
WSGI_APPLICATION = "sameroom.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["sameroom.webkit.templatetags.local"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sameroom.site.frame.frame",
            ],
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ROOM / "room.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
DATABASES = {"default": env.db("DATABASE_URL") if os.environ.get("DATABASE_URL") else SQLITE}
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes, so that whoever guesses passwords is counted once, not once a process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "room_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # By what they are made of alone, in the memory of each process: they hold names of buyers, of
    # which nothing is to lie in the database.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["sameroom.people.web.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "sameroom.people.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# What would go to a stranger goes to nobody (people/web/adapters.py), and takes as long to put out.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_ADAPTER = "sameroom.people.web.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sameroom"
USERSESSIONS_TRACK_ACTIVITY = True

# Single sign-on by one provider; docs/guide/people.md says how.
OIDC_ISSUER = env.str("SAMEROOM_OIDC_ISSUER", default="").rstrip("/")
OIDC_NAME = env.str("SAMEROOM_OIDC_NAME", default="your company's account")
OIDC_DOMAINS = env.list("SAMEROOM_OIDC_DOMAINS", default=[])
SOCIALACCOUNT_ADAPTER = "sameroom.people.web.single_sign_on.Adapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_APP = {
    "provider_id": "company",
    "name": OIDC_NAME,
    "client_id": env.str("SAMEROOM_OIDC_CLIENT_ID", default=""),
    "secret": env.str("SAMEROOM_OIDC_CLIENT_SECRET", default=""),
    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_APP] if OIDC_ISSUER else []}}

SESSION_COOKIE_NAME = "sameroom"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "sameroom-csrf"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

EMAIL_CONFIG = env.email_url("SAMEROOM_MAIL", default="consolemail://")
EMAIL_TIMEOUT = 15  # seconds
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("SAMEROOM_MAIL_FROM", default="Sameroom <sameroom@localhost>")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # each in its own words
LANGUAGE_COOKIE_NAME = "sameroom-language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = IS_SECURE
FORMAT_MODULE_PATH = ["sameroom.site.formats"]
TIME_ZONE = "UTC"
ZONE_OF_THE_COMPANY = "sameroom.room.web.api.get_zone"
USE_TZ = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILE_UPLOAD_HANDLERS = ["sameroom.importing.web.uploads.Handler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
UPLOAD_LIMIT = env.int("SAMEROOM_UPLOAD_LIMIT", default=2_000_000_000)  # bytes of one upload
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = logs.configuration(form=env.str("SAMEROOM_LOG", default="line"))
