"""Before words are published: a program says that their writer wants all to read what tells who somebody is."""

from smartcity.api.forms import Published
from smartcity.lib.exposing import exposing


def ask(given: Published, public: bool, **texts: str) -> None:
    """Raises Exposing for `texts`, by field, unless `given` confirms it. What is not public is left alone."""
    asked = None if given.confirm_personal or not public else exposing(**texts)
    if asked is not None:
        raise asked
