"""`{% url %}` says what Django's says, and remembers it."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse


def said(text, **context):
    return Template(text).render(Context(context))


def test_it_works():
    assert said("{% url 'set_language' %}") == reverse("set_language")


def test_each_name_has_its_own():
    way = "{% url 'reports:photo' name %}"
    assert [said(way, name=name) for name in "aba"] == [
        reverse("reports:photo", args=[name]) for name in "aba"
    ]


def test_with_names_and_as_a_variable():
    assert said("{% url 'reports:photo' file='a' as way %}[{{ way }}]") == "[/media/a.jpg]"


def test_what_has_no_address_is_an_error():
    with pytest.raises(NoReverseMatch):
        said("{% url 'reports:nowhere' %}")
