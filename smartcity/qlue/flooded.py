"""A flood report of one tap: where the flood night is on, how deep the water is says enough."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from smartcity.floods.depths import depth_questions, enough_alone
from smartcity.lib.errors import Invalid
from smartcity.qlue import asking
from smartcity.qlue.receiver import place_at
from smartcity.reports.actions.submitting import category_of
from smartcity.reports.models import Category
from smartcity.reports.questions import Question, asked


def deep_category() -> tuple[Category, Question] | None:
    """The kind of report that asks how deep the water is, and how it asks."""
    for pk, code in depth_questions().items():
        category = Category.objects.get(pk=pk)
        if category.active:
            return category, next(question for question in asked(category) if question.code == code)
    return None


def worded(post: QueryDict) -> QueryDict:
    """One tap is a report: of `preset` its words are made of its depth, where its writer gave none."""
    found = deep_category() if "preset" in post and not post.get("text") else None
    if found is None:
        return post
    category, question = found
    try:
        depth = question.answer(post.get(question.field, ""))
    except Invalid:
        depth = None
    given = post.copy()
    if depth is not None:
        given["text"] = _("Air %(depth)s") % {"depth": question.says(depth)}
    return given


def depth_is_enough(post: Mapping[str, Any]) -> bool:
    """Whether what the form says needs no photo."""
    place = place_at(post.get("lon", ""), post.get("lat", ""), post.get("kelurahan", ""))
    try:
        category = category_of(post.get("category", ""))
    except Invalid:
        return False
    return place is not None and enough_alone(category, asking.said_in(post), place.location.area)
