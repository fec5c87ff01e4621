"""Static files under hashed names, ES modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise ships no types
    """Rewrites `import "./x.js"` of our modules to hashed names, so that every file may be cached for ever."""

    support_js_module_import_aggregation = True
    file_permissions_mode = 0o644  # uploads are private, these are for everyone, nginx included

    def url(self, name: str | None, force: bool = False) -> str:
        """Made once for each name: a page asks for a dozen, and they change with the manifest only."""
        known: dict[tuple[str | None, bool], str] = self.__dict__.setdefault("_urls", {})
        if (name, force) not in known:
            known[name, force] = super().url(name, force)
        return known[name, force]

    def load_manifest(self) -> tuple[dict[str, str], str]:
        self.__dict__.pop("_urls", None)
        manifest: tuple[dict[str, str], str] = super().load_manifest()
        return manifest

    def save_manifest(self) -> None:
        self.__dict__.pop("_urls", None)
        super().save_manifest()
