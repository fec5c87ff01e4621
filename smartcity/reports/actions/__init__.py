"""The only writes to a report. Each is one transaction and one event."""

from smartcity.reports.actions.checking import approve, disprove
from smartcity.reports.actions.citizen import appeal, confirm, refuse, sign, support, unsupport
from smartcity.reports.actions.claiming import claim
from smartcity.reports.actions.clocks import confirm_silence, escalate, remind, retire, to_remind
from smartcity.reports.actions.companies import close_company, invite, register_company, sit_down, stand_up
from smartcity.reports.actions.correcting import Correction, correct, mend_photos
from smartcity.reports.actions.desk import assign, note, stand_down
from smartcity.reports.actions.disclosure import ask_name, decide, see_name
from smartcity.reports.actions.elsewhere import (
    accepted_elsewhere,
    answered_elsewhere,
    declined_elsewhere,
    heard_elsewhere,
    sent_elsewhere,
)
from smartcity.reports.actions.family import link, unlink
from smartcity.reports.actions.inquiring import ask, close_inquiry, reply
from smartcity.reports.actions.letters import copied_photos, support_letter, to_government
from smartcity.reports.actions.moderating import (
    flag,
    hide_comment,
    mend_comment,
    release_comment,
    remove_comment,
)
from smartcity.reports.actions.official import accept, answer, coordinate, forward, merge, reject, resume
from smartcity.reports.actions.onework import answer_children
from smartcity.reports.actions.own import edit, hide, unsign, withdraw
from smartcity.reports.actions.phrases import drop_phrase, keep_phrase
from smartcity.reports.actions.referring import party_replies, party_says, refer
from smartcity.reports.actions.rules import save_rule
from smartcity.reports.actions.saying import answer_talk, bring, comment, talk, write_to_company
from smartcity.reports.actions.screening import give_to_unit, look, reclassify, see_alarm
from smartcity.reports.actions.setup import found_city, load_categories
from smartcity.reports.actions.stashing import stash
from smartcity.reports.actions.submitting import Submission, Submitted, submit
from smartcity.reports.actions.together import accept_all, forward_all, merge_all, take_back

__all__ = [
    "Correction", "Submission", "Submitted", "accept", "accept_all", "accepted_elsewhere", "answer", "answer_children", "answer_talk", "answered_elsewhere", "appeal", "approve", "ask",
    "ask_name", "assign", "bring", "claim", "close_company", "close_inquiry", "comment", "confirm",
    "confirm_silence", "coordinate", "copied_photos", "correct", "decide", "declined_elsewhere", "disprove", "drop_phrase", "edit", "escalate",
    "flag", "forward", "forward_all", "found_city", "give_to_unit", "heard_elsewhere", "hide", "hide_comment", "invite", "keep_phrase",
    "link", "load_categories", "look", "mend_comment", "mend_photos", "merge", "merge_all", "note", "party_replies", "party_says",
    "reclassify", "refer", "refuse", "register_company", "reject", "release_comment", "remind", "remove_comment",
    "reply", "resume", "retire", "save_rule", "see_alarm", "see_name", "sent_elsewhere", "sign", "sit_down", "stand_down", "stand_up",
    "stash", "submit", "support", "support_letter", "take_back", "talk", "to_government", "to_remind", "unlink", "unsign",
    "unsupport", "withdraw", "write_to_company",
]  # fmt: skip
