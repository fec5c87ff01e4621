"""Short forms, whose mistakes are told once: beside the field, which takes the focus, instead of in a summary too; and the
field for photos."""

from typing import Any

from django.forms import FileInput, Form


def point_out(form: Form) -> None:
    """Put the focus on the first field at fault, script or not."""
    wrong = next((name for name in form.fields if name in form.errors), None)
    if wrong:
        form.fields[wrong].widget.attrs["autofocus"] = True


class SheetInput(FileInput):
    """One CSV file, behind a button in the city's language."""

    template_name = "look/_sheet.html"

    def __init__(self, **attrs: Any) -> None:
        super().__init__({"accept": ".csv,text/csv"} | attrs)


class PhotoInput(FileInput):
    """Photos, behind a button in the city's language instead of the browser's; `many` of them, or one that a phone takes
    with its `camera`. Beside it stands the name of what was chosen, in the browser's words, once something was."""

    template_name = "look/_file.html"

    def __init__(self, *, many: bool = False, camera: bool = False, **attrs: Any) -> None:
        self.allow_multiple_selected = many  # Django's switch; it writes the attribute too
        super().__init__({"accept": "image/*", "capture": "environment" if camera else False} | attrs)
