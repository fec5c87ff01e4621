"""What can go wrong by a person's doing; str() is a sentence for that person.

DomainError
├── Invalid          what was sent is wrong                        (400)
├── NotFound         there is no such thing, or not for you        (404)
├── NotAllowed       not yours to do                               (403)
│   └── IllegalMove  not from this state                           (409)
└── Conflict         somebody was faster, or holds that id already (409)
"""

from django.utils.functional import Promise


class DomainError(Exception):
    """`code` is a stable word for programs; `field` names the form field at fault, or is empty."""

    status = 400
    code = "error"

    def __init__(self, message: str | Promise, *, field: str = "", code: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.code = code or self.code

    def __str__(self) -> str:
        return str(self.args[0])


class Invalid(DomainError):
    code = "invalid"


class NotFound(DomainError):
    status = 404
    code = "not_found"


class NotAllowed(DomainError):
    status = 403
    code = "not_allowed"


class IllegalMove(NotAllowed):
    status = 409
    code = "illegal_move"


class Conflict(DomainError):
    status = 409
    code = "conflict"
