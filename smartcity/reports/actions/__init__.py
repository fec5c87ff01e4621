"""The only writes to a report. Each is one transaction and one event."""

from smartcity.reports.actions.citizen import appeal, confirm, refuse, sign, support, unsupport
from smartcity.reports.actions.claiming import claim
from smartcity.reports.actions.clocks import confirm_silence, escalate, retire
from smartcity.reports.actions.disclosure import ask_name, decide, see_name
from smartcity.reports.actions.moderating import flag, hide_comment, release_comment, remove_comment
from smartcity.reports.actions.official import accept, answer, coordinate, forward, merge, reject, resume
from smartcity.reports.actions.own import edit, hide, unsign, withdraw
from smartcity.reports.actions.saying import answer_talk, comment, talk
from smartcity.reports.actions.setup import found_city, load_categories
from smartcity.reports.actions.stashing import stash
from smartcity.reports.actions.submitting import Submission, Submitted, submit

__all__ = [
    "Submission", "Submitted", "accept", "answer", "answer_talk", "appeal", "ask_name", "claim", "comment", "confirm", "confirm_silence", "coordinate",
    "decide", "edit", "escalate", "flag", "forward", "found_city", "hide", "hide_comment", "load_categories", "merge", "refuse", "reject", "release_comment",
    "remove_comment", "resume", "retire", "see_name", "sign", "stash", "submit", "support", "talk", "unsign", "unsupport", "withdraw",
]  # fmt: skip
