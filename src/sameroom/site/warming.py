"""Loads what the pages need before the first one is asked for, so that nobody waits for it."""

import gc
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_backends
from django.core.cache import caches
from django.db import connection
from django.template.engine import Engine
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import formats, translation
from django.utils.module_loading import import_string

from sameroom import agreement, discover
from sameroom.discover import web_halves
from sameroom.engines import catalog
from sameroom.site import frame, look
from sameroom.webkit import phrases


def warm() -> None:
    """Load every view, template, language, measure and style; asks the database nothing.

    Each web process does so before it lets anybody in. (Not once for all before they are split:
    the embedded engine has a thread from the moment it is loaded, which a split would lose.) What
    was loaded stays: it is left alone when memory is tidied up, which took a sixth of a second.
    """
    _ = get_resolver().reverse_dict  # which loads every address
    for half in web_halves():
        for _module in discover.modules(half):
            pass
    for path in (settings.SESSION_SERIALIZER, settings.MESSAGE_STORAGE):
        import_string(path)
    get_backends()
    _ = [caches[name] for name in caches]
    connection.ops.compiler("SQLCompiler")
    catalog.list_measures()
    agreement.parse(text=agreement.template())  # its reader, and that of the files it is in
    frame.places()
    look.version()
    _ = Engine.get_default().template_context_processors
    for name in list_templates():
        get_template(name)
    for language, named in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext(named)  # asked for anything, it reads its texts
            formats.get_format("DATE_FORMAT")
        phrases.find_book(language)
    gc.collect()
    gc.freeze()


def list_templates() -> Iterator[str]:
    """List the names of the templates that there are, of the libraries' own too."""
    for named in (*Engine.get_default().dirs, *get_app_template_dirs("templates")):
        folder = Path(str(named))
        for file in sorted(folder.rglob("*.html")):
            yield str(file.relative_to(folder))
