"""python -m smartcity.demo: the life of a sample city, a child of the supervisor's, until stopped."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
django.setup()

from smartcity.demo.simulate import live  # noqa: E402  # after the set-up
from smartcity.lib.processes import follow_supervisor  # noqa: E402

follow_supervisor()
live()
