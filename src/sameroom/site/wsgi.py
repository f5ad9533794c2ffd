"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sameroom.site.settings")
application = get_wsgi_application()

from sameroom.site import warming  # noqa: E402 - it needs the application set up

warming.warm()
