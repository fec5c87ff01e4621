"""Every setting of the city, read from SMARTCITY_* variables here and nowhere else; a bad value stops the start."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

from smartcity.lib import env
from smartcity.lib.env import _

HERE = Path(__file__).parent
TESTING = "pytest" in sys.modules

# --- Where everything lives
DATA = Path(env.text("SMARTCITY_DATA", "var/data")).resolve()
CITY = Path(env.text("SMARTCITY_CITY", "jakarta"))
CITY = CITY if CITY.is_absolute() else HERE / "cities" / CITY
if not CITY.is_dir():
    raise env.bad("SMARTCITY_CITY", _("tidak ada paket kota di %(folder)s") % {"folder": CITY})
DEMO = env.switch("SMARTCITY_DEMO")
DEBUG = env.switch("SMARTCITY_DEBUG")

# --- Serving
THREADS = env.number("SMARTCITY_THREADS", 8)  # pages computed at the same time in one web process
LIVE_CLIENTS = env.number("SMARTCITY_LIVE_CLIENTS", 10_000)  # open /live/events streams in one web process
MAX_BODY = env.number("SMARTCITY_MAX_BODY", 160 * 1024 * 1024)  # bytes of one request: ten photos of 15 MB
METRICS_TOKEN = env.text("SMARTCITY_METRICS_TOKEN")  # without one only this machine may read /metrics

# --- What the city calls itself and its two apps
CITY_NAME = env.text("SMARTCITY_CITY_NAME", "Jakarta Smart City")
CITY_SHORT_NAME = env.text("SMARTCITY_CITY_SHORT_NAME", "Jakarta")
QLUE_NAME = env.text("SMARTCITY_QLUE_NAME", "Qlue")
CROP_NAME = env.text("SMARTCITY_CROP_NAME", "CROP")

# --- Who may speak to it
BASE_URL = env.address("SMARTCITY_BASE_URL", "http://127.0.0.1:8000")
HTTPS = BASE_URL.startswith("https://")
HOST = urlsplit(BASE_URL).hostname
ALLOWED_HOSTS = env.several("SMARTCITY_ALLOWED_HOSTS", [f"{HOST}", "127.0.0.1", "localhost", "[::1]"])
TRUSTED_PROXIES = env.networks("SMARTCITY_TRUSTED_PROXIES")
CSRF_FAILURE_VIEW = "smartcity.reports.stale.csrf_failure"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
X_FRAME_OPTIONS = "DENY"


def _kept(name: str, fresh: str) -> str:
    """What the data folder's file `name` holds; at the first start it is made of `fresh`, and never again after."""
    path = DATA / name
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        with draft.open("w") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # the first of two starting processes wins; both read the same
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def _secret_key() -> str:
    """The key of SMARTCITY_SECRET_KEY, or one made at the first start and kept in the data folder."""
    key = env.text("SMARTCITY_SECRET_KEY")
    if key:
        if len(key) < 32:
            raise env.bad("SMARTCITY_SECRET_KEY", _("paling sedikit 32 huruf"))
        return key
    return (
        "a key for tests only, never for a city"
        if TESTING
        else _kept("secret.key", secrets.token_urlsafe(48))
    )


def _vapid_key() -> str:
    """The private key the city signs its pushes with: of SMARTCITY_VAPID_KEY, or made at the first start and kept in
    the data folder. A damaged one stops the start: a new one would silence every device without a word."""
    key = env.text("SMARTCITY_VAPID_KEY")
    if not key:
        key = env.fresh_p256() if not TESTING else "A" * 42 + "E"
        key = key if TESTING else _kept("vapid.key", key).strip()
    if not env.is_p256(key):
        raise env.bad(
            "SMARTCITY_VAPID_KEY",
            _("ini, atau %(file)s, rusak: ambil dari cadangan") % {"file": DATA / "vapid.key"},
        )
    return key


SECRET_KEY = _secret_key()
VAPID_KEY = _vapid_key()
VAPID_CONTACT = env.contact("SMARTCITY_VAPID_CONTACT", BASE_URL if HTTPS else "mailto:admin@localhost")
"""Whom a push service may write to when something is wrong with what the city sends."""

# --- The house, from the ground up
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",  # of it only the ties between accounts and a city's own directory
    *(
        f"smartcity.{name}"
        for name in (
            "lib.look", "areas", "ground", "offices", "accounts", "events", "reports",
            "alerts", "beds", "gauges", "floods", "opendata", "numbers", "notices", "hooks", "partners", "seats", "oneself", "qlue", "crop", "portal", "open311", "ogc", "fhir", "api", "demo",
        )
        if (HERE / name.replace(".", "/") / "__init__.py").exists()
    ),
]  # fmt: skip
MIDDLEWARE = [
    "smartcity.events.metrics.count_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "smartcity.lib.ranges.Gzip",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "smartcity.lib.caching.personal",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "smartcity.urls"
WSGI_APPLICATION = "smartcity.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["smartcity.lib.look.templatetags.ways"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "smartcity.lib.look.context.city",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- The database: SQLite in the data folder, or PostgreSQL by its address
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "city.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;",
    },
}
DATABASES = {"default": SQLITE}
if _postgresql := env.postgresql("SMARTCITY_DATABASE_URL"):
    DATABASES["default"] = _postgresql | {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # a database that was restarted costs nobody an error
    }
DATABASES["default"]["TEST"] = {"NAME": env.text("SMARTCITY_TEST_DB") or None}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "smartcity.lib.sessions"  # a session ended by one process is ended in all

# --- People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "smartcity.accounts.backends.SeatBackend",
    "smartcity.accounts.backends.PasswordBackend",
    "smartcity.accounts.backends.CitizenBackend",
]
ACCOUNT_ADAPTER = "smartcity.accounts.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = False  # accounts/limits.py counts, in rows and in words
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds: a text message may be late
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
MFA_ADAPTER = "smartcity.accounts.sealing.SealingAdapter"
MFA_SUPPORTED_TYPES = [
    "webauthn"
]  # by allauth's own flows; accounts/factors.py makes codes and asks for them
MFA_TOTP_TOLERANCE = 1  # stretches of 30 s before and after: phones' clocks
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a trial on http://localhost
PASSWORD_ALONE = env.switch("SMARTCITY_PASSWORD_ALONE", default=DEMO)
"""Whether a password alone opens a seat of whoever has set up no second factor: for trials."""
if PASSWORD_ALONE and HTTPS and not DEMO:
    raise env.bad(
        "SMARTCITY_PASSWORD_ALONE",
        _("tidak boleh di alamat https untuk umum: petugas memakai pengaman kedua"),
    )
OIDC_ISSUER = env.issuer("SMARTCITY_OIDC_ISSUER", https=HTTPS)  # a city's own directory of its officials
OIDC_CLIENT_ID = env.text("SMARTCITY_OIDC_CLIENT_ID")
OIDC_SECRET = env.kept_in("SMARTCITY_OIDC_SECRET_FILE")
OIDC_NAME = env.text("SMARTCITY_OIDC_NAME", f"SSO {CITY_SHORT_NAME}")
OIDC_SECOND_FACTOR = env.several("SMARTCITY_OIDC_SECOND_FACTOR")
"""Values of `acr` or `amr` by which the directory says that it asked for a second factor; without one CROP asks."""
if OIDC_ISSUER and not OIDC_CLIENT_ID:
    raise env.bad("SMARTCITY_OIDC_CLIENT_ID", _("perlu diisi bersama SMARTCITY_OIDC_ISSUER"))
DUTY_HOURS = env.number(
    "SMARTCITY_DUTY_HOURS", 12
)  # after so long on duty one is off duty, and one's position forgotten
PHONE_REGION = env.text("SMARTCITY_PHONE_REGION", "ID")  # of a number typed without its country
SMS_SENDER = env.text("SMARTCITY_SMS_SENDER", "smartcity.accounts.sms.Console")
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # an address alone would lock out a whole city hall
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_ENABLED = not TESTING
AXES_VERBOSE = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # whoever goes on guessing keeps nobody out for longer
AXES_CLIENT_IP_CALLABLE = "smartcity.lib.address.household_of"
AXES_WHITELIST_CALLABLE = "smartcity.accounts.signin.device_known"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL = "/qlue/masuk/"
LOGIN_REDIRECT_URL = "/qlue/"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["smartcity.accounts.hashing.PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)

# --- Words and time: Indonesian first
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
COMMAND_LANGUAGE = env.choice("SMARTCITY_LANGUAGE", ("id", "en"), "id")  # what the `smartcity` command speaks
TIME_ZONE = env.zone("SMARTCITY_TIME_ZONE", "Asia/Jakarta")
SECOND_FACTOR_FROM = env.day("SMARTCITY_SECOND_FACTOR_FROM", TIME_ZONE)
"""Until that moment officials without a second factor may still come in, and are reminded; None: no grace."""
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [HERE / "lib" / "locale", HERE / "serving" / "locale"]

# --- Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "smartcity.lib.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "smartcity.lib.look.storage.ModuleStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Open data
DATA_LICENCE = env.text("SMARTCITY_DATA_LICENCE", "CC BY 4.0")
DATA_LICENCE_URL = env.address("SMARTCITY_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0")

# --- Programs that speak to it
API_WRITES_PER_MINUTE = env.number("SMARTCITY_API_WRITES_PER_MINUTE", 6000 if DEMO else 60, least=0)
"""What one account, or one Open311 key from one address, may write in a minute; 0 is no limit."""
CHECK_SHARE = env.number(
    "SMARTCITY_CHECK_SHARE", 10, least=0
)  # of 100 answers without a flag: those verified
if CHECK_SHARE > 100:
    raise env.bad("SMARTCITY_CHECK_SHARE", _("paling banyak 100"))
FETCH_ALLOW = env.several("SMARTCITY_FETCH_ALLOW")
"""Hosts, or networks like 10.1.0.0/16, whose private addresses a media_url may point at."""
for _network in FETCH_ALLOW:
    if "/" in _network:
        env.network("SMARTCITY_FETCH_ALLOW", _network)

# --- The map
BASEMAP = env.basemap("SMARTCITY_BASEMAP", https=HTTPS)
"""Another house's map pictures under our own maps; None: nothing is asked of anybody."""

# --- E-mail
_mail = env.mail("SMARTCITY_EMAIL_URL")
EMAIL_ON = bool(_mail) or DEMO or DEBUG or TESTING
"""Whether this city can send e-mail; where it cannot, nobody is offered any."""
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'smtp' if _mail else 'console' if EMAIL_ON else 'dummy'}.EmailBackend"
)
if _mail:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, _wrapping = _mail
    EMAIL_USE_SSL, EMAIL_USE_TLS = _wrapping == "smtps", _wrapping == "smtp+tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("SMARTCITY_EMAIL_FROM", f"{CITY_NAME} <kabar@{HOST}>")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "worker-src": ["'self'", "blob:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
if BASEMAP:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(BASEMAP.origin)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["connect-src"] = ["'self'", BASEMAP.origin]

LOG_LEVEL = env.choice("SMARTCITY_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["err"], "level": LOG_LEVEL},
    "loggers": {  # what a stranger mistypes is no trouble of the city: 4xx only for who wants to see more, 5xx always
        name: {"level": LOG_LEVEL if LOG_LEVEL in ("DEBUG", "INFO") else "ERROR"}
        for name in ("django.request", "django.security.csrf", "axes")
    }
    | {
        "django.security.DisallowedHost": {"level": "DEBUG" if LOG_LEVEL == "DEBUG" else "CRITICAL"}
    },  # knocks by address
}

if DEBUG and HTTPS:
    raise env.bad("SMARTCITY_DEBUG", _("tidak boleh di alamat https untuk umum"))
