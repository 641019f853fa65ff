"""Settings from the environment.

``PORTAL_MODE`` chooses the defaults: ``embedded`` (SQLite, a broker in a folder, insecure defaults allowed),
``production`` (every secret must be given) or ``test``.
"""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from congress.release import fingerprint
from congress.schedule import schedule

# Lets ModelForm[User] and the like be written at run time as the type checker reads them.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PORTAL_MODE = env.str("PORTAL_MODE", default="embedded")
if PORTAL_MODE not in {"embedded", "production", "test"}:
    raise ImproperlyConfigured(f"PORTAL_MODE must be embedded, production or test, not {PORTAL_MODE!r}")
PRODUCTION = PORTAL_MODE == "production"

# Everything the portal writes lives below one folder, so that one folder is what has to be backed up.
PORTAL_DATA = Path(env.str("PORTAL_DATA", default=str(BASE_DIR / "var")))
PORTAL_DATA.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or ("" if PRODUCTION else "embedded-run-only-" + "k" * 48)
if PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be given in production and have at least 50 characters")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "congress.access",
    "congress.accounts",
    "congress.organs",
    "congress.audit",
    "congress.workdays",
    "congress.district",
    "congress.figures",
    "congress.documents",
    "congress.jobs",
    "congress.notices",
    "congress.search",
    "congress.dashboard",
    "congress.quality",
    "congress.operating",
    "congress.ballots",
    "congress.api",
    "congress.web",
    "deputies",
    "activities",
    "liaison_stations",
    "suggestions",
    "oversight",
    "livelihood_projects",
    "bulletins",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "congress.web.maintenance.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "congress.accounts.middleware.StaySignedInMiddleware",
    "congress.api.middleware.TokenMiddleware",
    "congress.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "congress.audit.middleware.ForgetKeptMiddleware",
    "congress.accounts.middleware.AccountStateMiddleware",
    "congress.access.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "congress.urls"
WSGI_APPLICATION = "congress.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congress.web.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "congress.web.forms.PortalFormRenderer"

# --- database ------------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{PORTAL_DATA / 'portal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Immediate transactions and WAL: writers queue instead of failing with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query takes longer than any page's query runs; and the tables of a district lie in memory, where
    # a page at random costs what the next one does.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c random_page_cost=1.1")
# SQLite leaves out what an index carries besides its key; nothing depends on it there.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- broker and cache ----------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
if PRODUCTION and not REDIS_URL:
    raise ImproperlyConfigured("REDIS_URL must be given in production")
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=15)
JOB_RESULT_DAYS = env.int("JOB_RESULT_DAYS", default=30)
RECEPTION_NOTICE_DAYS = env.int("RECEPTION_NOTICE_DAYS", default=3)  # before it, deputies hear of their turn
# Tells the portals of several districts on one Redis apart: it begins every key, of messages and of the cache.
REDIS_PREFIX = env.str("REDIS_PREFIX", default="portal")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "global_keyprefix": f"{REDIS_PREFIX}:",
    }
    # A short wait only: a cache that is away must not hold up a page.
    _redis_cache: dict[str, Any] = {
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.5},
    }
    CACHES: dict[str, Any] = {
        # What pages remember is of one release: another one may not know it.
        "default": {
            **_redis_cache,
            "BACKEND": "congress.web.cache.ForgivingRedisCache",
            "KEY_PREFIX": f"{REDIS_PREFIX}:cache:{fingerprint(BASE_DIR)}",
        },
        # Sessions are everybody's, also while a new release takes over.
        "sessions": {
            **_redis_cache,
            "BACKEND": "congress.web.cache.SessionCache",
            "KEY_PREFIX": f"{REDIS_PREFIX}:session",
        },
        # What every process, of every release, has to know alike: how the district is called.
        "shared": {
            **_redis_cache,
            "BACKEND": "congress.web.cache.ForgivingRedisCache",
            "KEY_PREFIX": f"{REDIS_PREFIX}:shared",
        },
    }
    # Read from Redis with the database behind it: nobody is signed out when Redis is away or empty.
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    SESSION_CACHE_ALIAS = "sessions"
    CELERY_BEAT_SCHEDULER = "congress.jobs.beat:LeadingScheduler"
else:
    # The embedded run needs no server: messages are files in a folder.
    _broker = PORTAL_DATA / "broker"
    for _folder in ("messages", "control"):
        (_broker / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT = "congress.jobs.folder_broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "messages"),
        "data_folder_out": str(_broker / "messages"),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.1,
    }
    # Broadcasts (ping, shutdown) would stay in the folder for ever.
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        # Web server, worker and beat are processes of their own; files are what they have in common.
        "shared": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(PORTAL_DATA / "shared-cache"),
        },
    }
# Modules with further kinds of jobs, beside the apps' tasks.py.
CELERY_IMPORTS = env.list("CELERY_IMPORTS", default=[])
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Shanghai"
# The handler of a job is told to stop, then its process is ended.
CELERY_TASK_SOFT_TIME_LIMIT = env.int("JOB_SECONDS", default=30 * 60)
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + 60
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker as long as it takes
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60  # a child loads the PDF renderer first, on a slow disk as well
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 280_000  # kB; a worker child is replaced before it passes 300 MB
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BEAT_SCHEDULE_FILENAME = str(PORTAL_DATA / "beat-schedule")
CELERY_BEAT_SCHEDULE = schedule(JOB_SWEEP_SECONDS)

# --- people --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "congress.accounts.backends.NameOrPhoneBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "congress.accounts.passwords.LengthRule", "OPTIONS": {"min_length": 10}},
    {"NAME": "congress.accounts.passwords.LettersAndDigitsRule"},
    {"NAME": "congress.accounts.passwords.CommonRule"},
    {"NAME": "congress.accounts.passwords.PersonalRule"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "dashboard:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
# Five failures lock an account from one address for a quarter of an hour; see congress/accounts/lockout.py.
AXES_HANDLER = "congress.accounts.lockout.LockOut"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
LOCKOUT_CEILING = 30  # failures of one account from all addresses together
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # knocking on a locked door does not lock it longer
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "congress.accounts.lockout.account_key"
AXES_CLIENT_IP_CALLABLE = "congress.accounts.lockout.client_ip"
AXES_LOCKOUT_CALLABLE = "congress.accounts.views.sign_in.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
PROXY_COUNT = env.int("PROXY_COUNT", default=0)  # reverse proxies in front, each adding to X-Forwarded-For
SESSION_COOKIE_AGE = env.int("SESSION_MINUTES", default=120) * 60  # idle time; a request starts it anew
SESSION_COOKIE_HTTPONLY = True
OTP_TOTP_ISSUER = lambda device: import_string("congress.district.queries.issuer")(device)  # noqa: E731 - read by the library
# Whom the sign-in, lock-out and error pages name until the district has said it on its own page.
SUPPORT_OFFICE = env.str("SUPPORT_OFFICE", default="区人大常委会办公室")
SUPPORT_PHONE = env.str("SUPPORT_PHONE", default="")

# --- language, files -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(PORTAL_DATA / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("PORTAL_MEDIA", default=str(PORTAL_DATA / "media")))
# Backups made from the pages, and the flag of maintenance: one folder for all machines of the portal.
PORTAL_BACKUPS = Path(env.str("PORTAL_BACKUPS", default=str(PORTAL_DATA / "backups")))
MEDIA_URL = "/unused-media/"  # files are only ever served through a permission check
# Photographs, documents and results lie in that folder, or in a bucket that several machines share.
MEDIA_S3_BUCKET = env.str("MEDIA_S3_BUCKET", default="")
_media: dict[str, Any] = {"BACKEND": "congress.web.storage.MediaFolder"}
if MEDIA_S3_BUCKET:
    _media = {
        "BACKEND": "congress.web.bucket.MediaBucket",
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": env.str("MEDIA_S3_ENDPOINT", default="") or None,
            "access_key": env.str("MEDIA_S3_KEY", default="") or None,
            "secret_key": env.str("MEDIA_S3_SECRET", default="") or None,
            "region_name": env.str("MEDIA_S3_REGION", default="us-east-1"),
            "addressing_style": env.str("MEDIA_S3_ADDRESSING", default="path"),
            "location": env.str("MEDIA_S3_FOLDER", default=""),
            "verify": env.str("MEDIA_S3_CA", default="") or None,
        },
    }
STORAGES = {
    "default": _media,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a text of 100,000 Chinese characters is 900 kB when encoded
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
PHOTO_MAX_MB = env.int("PHOTO_MAX_MB", default=20)  # each photo, as it arrives
DOCUMENT_MAX_MB = env.int("DOCUMENT_MAX_MB", default=30)  # each document kept with a record

# --- safety --------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": ["self"],
    "geolocation": ["self"],
    "microphone": [],
    "payment": [],
    "usb": [],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- data for other systems ----------------------------------------------------------------------
API_RATE = env.str("API_RATE", default="300/min")  # requests of one token
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # each view says how its callers are known
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "congress.api.errors.handle",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "人大代表工作平台数据接口",
    "DESCRIPTION": "只读。范围与令牌所属帐号在页面上看到的相同。",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATIONS": False,
}

# --- messages ------------------------------------------------------------------------------------
# Both ways out of the portal are off until they are named; congress/notices/channels.py says what an adapter is.
EMAIL_URL = env.str("EMAIL_URL", default="")  # smtp+tls://user:password@mail.example:587
if EMAIL_URL:
    _mail: dict[str, Any] = env.email_url("EMAIL_URL")
    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="portal@localhost")
SMS_ADAPTER = env.str("SMS_ADAPTER", default="")

# --- print ---------------------------------------------------------------------------------------
PORTAL_FONTS = Path(env.str("PORTAL_FONTS", default=str(BASE_DIR / "var" / "fonts")))
PORTAL_OFFICE_FONTS = env.str("PORTAL_OFFICE_FONTS", default="")
PORTAL_FONT_TITLE = env.str("PORTAL_FONT_TITLE", default="")
PORTAL_FONT_BODY = env.str("PORTAL_FONT_BODY", default="")
PORTAL_FONT_KAI = env.str("PORTAL_FONT_KAI", default="")
PORTAL_FONT_HEI = env.str("PORTAL_FONT_HEI", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
if PORTAL_MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", PASSWORD_HASHERS[0]]
    # Emptied together between two tests.
    CACHES["shared"] = CACHES["default"]
    WHITENOISE_AUTOREFRESH = True
