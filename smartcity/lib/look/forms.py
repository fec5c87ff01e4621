"""Short forms, whose mistakes are told once: beside the field, which takes the focus, instead of in a summary too."""

from django.forms import Form


def point_out(form: Form) -> None:
    """Put the focus on the first field at fault, script or not."""
    wrong = next((name for name in form.fields if name in form.errors), None)
    if wrong:
        form.fields[wrong].widget.attrs["autofocus"] = True
