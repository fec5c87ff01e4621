"""Every ordinary page is served here, by Django under WSGI."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
application = get_wsgi_application()
get_resolver().check()  # loads every view before the first reader comes, who would wait a second for it
