"""A form for each act."""

from smartcity.crop.forms.base import ActForm, CodeForm, SignInForm
from smartcity.crop.forms.choosing import ForwardForm, MergeForm
from smartcity.crop.forms.proof import AnswerForm
from smartcity.crop.forms.seats import AccountForm, InviteForm, SeatForm
from smartcity.crop.forms.words import (
    AcceptForm,
    AskNameForm,
    CommentForm,
    ConfirmForm,
    CoordinateForm,
    RejectForm,
    ResumeForm,
)

__all__ = [
    "FORMS",
    "AccountForm",
    "ActForm",
    "AnswerForm",
    "CodeForm",
    "CommentForm",
    "InviteForm",
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
    "reject": RejectForm,
    "ask_name": AskNameForm,
    "comment": CommentForm,
}
