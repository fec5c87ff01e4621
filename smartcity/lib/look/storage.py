"""Static files under hashed names, ES modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise ships no types
    """Rewrites `import "./x.js"` of our modules to hashed names, so that every file may be cached for ever."""

    support_js_module_import_aggregation = True
    file_permissions_mode = 0o644  # uploads are private, these are for everyone, nginx included
