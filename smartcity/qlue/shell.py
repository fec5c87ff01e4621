"""What a phone keeps of Qlue so that it opens without signal."""

from pathlib import Path

from smartcity.lib.look.pwa import LOOK, Shell

OWN = Path(__file__).parent / "static" / "qlue"
WORKER = OWN / "sw.js"
MAPS = (
    *(f"look/js/{name}.js" for name in ("live", "maps", "marks")),
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet/leaflet.css",
)
SHELL = Shell(
    face="qlue", title="QLUE_NAME", code=WORKER,
    parts=("look/js/outbox.js", "qlue/outbox.js", "look/js/worker.js", "look/js/pushed.js"), pages=("new", "drafts", "away"),
    files=(*LOOK, *MAPS, *sorted(f"qlue/{path.name}" for path in OWN.iterdir() if path != WORKER)),
)  # fmt: skip
