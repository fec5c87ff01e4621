"""Who may seat whom: administrators, in their own office and below it; those of the province everywhere, for police
and companies stand under nobody."""

from smartcity.accounts.models import Role
from smartcity.accounts.queries import Reach
from smartcity.offices.models import Kind, Office, OfficeQuerySet

HEADS: dict[str, Role] = {
    Kind.KELURAHAN: Role.LURAH,
    Kind.KECAMATAN: Role.CAMAT,
    Kind.MAYOR: Role.MAYOR,
    Kind.POLICE: Role.POLICE,
    Kind.HOSPITAL: Role.CLERK,
}
MORE: dict[str, tuple[Role, ...]] = {
    Kind.PROVINCE: (Role.VERIFIER, Role.OPERATOR, Role.ADMINISTRATOR),
    Kind.MAYOR: (Role.ADMINISTRATOR,),
    Kind.POLICE: (),
    Kind.HOSPITAL: (),
}


def roles_of(office: Office) -> list[Role]:
    """Of the posts there can be in it, its head's first."""
    head = [HEADS[office.kind]] if office.kind in HEADS else []
    staff = [] if office.kind in (Kind.POLICE, Kind.HOSPITAL) else [Role.OFFICER]
    return [*head, *staff, *MORE.get(office.kind, ())]


def administered_by(reach: Reach) -> OfficeQuerySet:
    """The offices whose seats this person gives and takes; none for most."""
    seats = [post.office for post in reach.posts if post.role == Role.ADMINISTRATOR]
    offices = Office.objects.active()
    if any(office.kind == Kind.PROVINCE for office in seats):
        return offices
    return offices.under(seats) if seats else offices.none()


def administers(reach: Reach) -> bool:
    return any(post.role == Role.ADMINISTRATOR for post in reach.posts)


def governs(reach: Reach) -> bool:
    """Whether what holds for the whole city is theirs to change: rules, categories, offices."""
    return any(post.role == Role.ADMINISTRATOR and post.office.kind == Kind.PROVINCE for post in reach.posts)
