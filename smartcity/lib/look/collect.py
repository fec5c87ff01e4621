"""Static files gathered under hashed names, when they have changed since last time."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Gather them into STATIC_ROOT; False if what lies there is of these same files."""
    root = Path(settings.STATIC_ROOT)
    stamp, fresh = root / ".stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == fresh:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists())
    stamp.write_text(fresh)
    return True


def _fingerprint() -> str:
    told = sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            told.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return told.hexdigest()
