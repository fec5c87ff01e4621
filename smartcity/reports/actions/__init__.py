"""The only writes to a report. Each is one transaction and one event."""

from smartcity.reports.actions.citizen import appeal, comment, confirm, refuse, support, unsupport
from smartcity.reports.actions.claiming import claim
from smartcity.reports.actions.clocks import confirm_silence, escalate, retire
from smartcity.reports.actions.official import accept, answer, coordinate, forward, merge, reject, resume
from smartcity.reports.actions.setup import found_city, load_categories
from smartcity.reports.actions.stashing import stash
from smartcity.reports.actions.submitting import Submission, Submitted, submit

__all__ = [
    "Submission", "Submitted", "accept", "answer", "appeal", "claim", "comment", "confirm", "confirm_silence", "coordinate",
    "escalate", "forward", "found_city", "load_categories", "merge", "refuse", "reject", "resume", "retire", "stash", "submit", "support", "unsupport",
]  # fmt: skip
