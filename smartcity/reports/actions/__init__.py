"""The only writes to a report. Each is one transaction and one event."""

from smartcity.reports.actions.citizen import appeal, comment, confirm, refuse, support, unsupport
from smartcity.reports.actions.claiming import claim
from smartcity.reports.actions.clocks import confirm_silence, escalate, retire
from smartcity.reports.actions.disclosure import ask_name, decide, see_name
from smartcity.reports.actions.official import accept, answer, coordinate, forward, merge, reject, resume
from smartcity.reports.actions.own import edit, hide, unsign, withdraw
from smartcity.reports.actions.setup import found_city, load_categories
from smartcity.reports.actions.stashing import stash
from smartcity.reports.actions.submitting import Submission, Submitted, submit

__all__ = [
    "Submission", "Submitted", "accept", "answer", "appeal", "ask_name", "claim", "comment", "confirm", "confirm_silence", "coordinate",
    "decide", "edit", "escalate", "forward", "found_city", "hide", "load_categories", "merge", "refuse", "reject", "resume", "retire", "see_name", "stash", "submit", "support",
    "unsign", "unsupport", "withdraw",
]  # fmt: skip
