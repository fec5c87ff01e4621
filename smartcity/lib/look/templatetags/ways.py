"""`{% url %}` as Django has it, in every template, with each address made once: a page asks for a score of them, some 50 us
each, and they change with the code only."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as as_django_has_it
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()


class Remembered(URLNode):
    def render(self, context: Context) -> SafeString:
        if self.asvar or self.kwargs:
            return SafeString(super().render(context))
        args = tuple(arg.resolve(context) for arg in self.args)
        return SafeString(escape(_way(self.view_name.resolve(context), args, settings.ROOT_URLCONF)))


@register.tag
def url(parser: Parser, token: Token) -> Remembered:
    node = as_django_has_it(parser, token)
    return Remembered(node.view_name, node.args, node.kwargs, node.asvar)


@lru_cache(4096)
def _way(name: str, args: tuple[Any, ...], _urls: str) -> str:
    """Raises NoReverseMatch."""
    return reverse(name, args=args)
