"""A form for each act."""

from smartcity.crop.forms.base import ActForm, CodeForm, SignInForm
from smartcity.crop.forms.choosing import AssignForm, ForwardForm, LinkForm, MergeForm, ReferForm
from smartcity.crop.forms.proof import AnswerForm
from smartcity.crop.forms.seats import AccountForm, InviteForm, SeatForm
from smartcity.crop.forms.words import (
    AcceptForm,
    AskForm,
    AskNameForm,
    CommentForm,
    ConfirmForm,
    CoordinateForm,
    NoteForm,
    RejectForm,
    ResumeForm,
    UnlinkForm,
)

__all__ = [
    "FORMS",
    "AccountForm",
    "ActForm",
    "AnswerForm",
    "CodeForm",
    "CommentForm",
    "InviteForm",
    "NoteForm",
    "ReferForm",
    "SeatForm",
    "SignInForm",
]

FORMS: dict[str, type[ActForm]] = {
    "accept": AcceptForm,
    "answer": AnswerForm,
    "resume": ResumeForm,
    "confirm": ConfirmForm,
    "forward": ForwardForm,
    "coordinate": CoordinateForm,
    "merge": MergeForm,
    "link": LinkForm,
    "unlink": UnlinkForm,
    "refer": ReferForm,
    "reject": RejectForm,
    "ask_name": AskNameForm,
    "ask": AskForm,
    "assign": AssignForm,
    "note": NoteForm,
    "comment": CommentForm,
}
