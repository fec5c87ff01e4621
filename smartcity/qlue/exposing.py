"""Before words are published: their writer decides whether what tells who somebody is stays in them."""

from collections.abc import Mapping

from smartcity.lib.exposing import exposing
from smartcity.lib.personal import without

KEEP, REMOVE = "keep", "remove"


def as_chosen(sent: Mapping[str, str], public: bool, **texts: str) -> dict[str, str]:
    """`texts`, by field, as they are to be published: as typed, or without what was found where its writer chose that.
    What is not public is left alone. Raises Exposing until they have chosen: the form answers with `personal`, "keep:"
    or "remove:" and its `mark`."""
    asked = exposing(**texts) if public else None
    if asked is None:
        return texts
    choice, _colon, of = sent.get("personal", "").partition(":")
    if of == asked.mark and choice == KEEP:
        return texts
    if of == asked.mark and choice == REMOVE:
        return {name: without(text) for name, text in texts.items()}
    raise asked
