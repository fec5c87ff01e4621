"""What waits for strangers holds up nothing."""

from threading import Event

import pytest

from smartcity.events.aside import Aside

PATIENCE = 20  # seconds, for a machine with more to do


def test_it_works():
    let_go, began = Event(), []

    def slow():
        began.append(1)
        let_go.wait(PATIENCE)

    aside = Aside(slow)
    aside()
    aside()  # still under way
    let_go.set()
    aside.join()
    assert began == [1]
    aside()
    aside.join()
    assert began == [1, 1]


def test_what_went_wrong_is_raised_where_the_worker_notes_it_once():
    def broken():
        raise ValueError("patah")

    aside = Aside(broken)
    aside()
    aside.join()
    with pytest.raises(ValueError, match="patah"):
        aside()
    aside()
    aside.join()
