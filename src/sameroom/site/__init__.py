"""The web application put together: settings, addresses, and how it is started."""
