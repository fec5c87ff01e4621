"""What a phone keeps of CROP so that it opens without signal, and its version."""

from pathlib import Path

from smartcity.lib.look.pwa import LOOK, Shell

OWN = ("app", "shell", "keys", "field", "fieldacts", "kept", "moments", "outbox", "sending")
SHELL = Shell(
    face="crop", title="CROP_NAME", code=Path(__file__).parent / "static" / "crop" / "sw.js",
    parts=("look/js/outbox.js", "crop/outbox.js", "look/js/worker.js", "look/js/pushed.js"), pages=("field", "away"),
    files=(*LOOK, "look/js/errors.js", "crop/crop.css", *(f"crop/{name}.js" for name in OWN)),
)  # fmt: skip


def version() -> str:
    """Of what a phone is given now; eight letters, which is enough to tell two apart."""
    return SHELL.version[:8]
