"""What servers say, in the shapes they say it."""

import pytest

from smartcity.partners.reading import Unreadable, rows, services, standing, update


@pytest.mark.parametrize(
    "body",
    [
        b'[{"service_request_id": "7"}]',
        b'\xef\xbb\xbf  [{"service_request_id": 7}]',
        b'{"service_requests": [{"service_request_id": "7"}]}',
        b'{"service_request_id": "7"}',
        b"<service_requests><request><service_request_id>7</service_request_id></request></service_requests>",
        b'<a:x xmlns:a="u"><a:request><a:service_request_id> 7 </a:service_request_id></a:request></a:x>',
        b"<request><service_request_id>7</service_request_id></request>",
    ],
)
def test_it_works(body):
    (row,) = rows(body)
    assert standing(row).theirs == "7"


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"7", b'"x"', b"<", b"\xff\xfe", b"<html><p>x</p></html>",
     b'<html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>', b"{" * 99_999, b"<a>" * 99_999,
     b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><c>&b;</c></a>',
     b'<?xml version="1.0" encoding="none-such"?><a><b><c>x</c></b></a>'],
)  # fmt: skip
def test_what_is_none_of_it(body):
    with pytest.raises(Unreadable):
        rows(body)


@pytest.mark.parametrize(
    "body", [b"[]", b'[1, null, "x"]', b"<service_requests/>", b'{"service_requests": []}']
)
def test_nothing_is_nothing(body):
    assert rows(body) == []


def test_a_degree_of_400_digits_is_none():
    (row,) = rows(b'[{"service_request_id": "7", "lat": ' + b"9" * 400 + b', "long": 1}]')
    assert (standing(row).lat, standing(row).lon) == (None, 1.0)


def test_odd_values_are_none():
    row = {"service_request_id": None, "status": ["x"], "lat": "NaN", "long": {}, "extended_attributes": "x",
           "status_notes": True}  # fmt: skip
    one = standing(row)
    assert (one.theirs, one.status, one.lat, one.lon, one.detail, one.notes) == ("", "", None, None, "", "")
    assert update({"updated_datetime": "kemarin", "update_id": {}}).at is None
    assert services([{"service_code": ""}, {"service_code": 5}]) == [("5", "5")]
